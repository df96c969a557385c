// SPDX-License-Identifier: Apache-2.0
#include "shapes.h"

namespace bench {

void ShapeWriter::tab() { config("tab", "tab", {{"label", "tab"}}); }

void ShapeWriter::config(const std::string& id, std::string_view type, const Fields& settings) {
  Fields fields{{"id", id}, {"type", std::string(type)}};
  fields.insert(fields.end(), settings.begin(), settings.end());
  out_.node(fields);
}

void ShapeWriter::node(const std::string& id, std::string_view type, const Fields& settings, const Wires& wires,
                       const std::string& z) {
  Fields fields{{"z", z}};
  fields.insert(fields.end(), settings.begin(), settings.end());
  append_place(fields, placed_++);
  fields.push_back({"wires", wires});
  config(id, type, fields);
}

void ShapeWriter::request(const std::string& id, const Ids& to) {
  node(id, "http in", {{"url", "/" + id}, {"method", "post"}}, {to});
}

void ShapeWriter::function(const std::string& id, const std::string& code, const Ids& to) {
  node(id, "function", {{"func", code}, {"outputs", 1U}}, {to});
}

void ShapeWriter::timer(const std::string& id, const Ids& to) { node(id, "inject", {{"repeat", "5"}}, {to}); }

void ShapeWriter::post(const std::string& id) {
  node(id, "http request", {{"method", "POST"}, {"url", "http://example.org"}}, {Ids{}});
}

std::string id_of(uint64_t i) { return "n" + std::to_string(i); }

Ids first_ids(uint64_t count) {
  Ids ids;
  while (ids.size() < count) ids.push_back(id_of(ids.size()));
  return ids;
}

}  // namespace bench
