// The least that a linter of flows has to do, to hold halint against: maps the file, touches id, type, z and wires of
// every node, validates every value, and parses every function body with halint's own parser; on one core.
//   bench_floor FILE...
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <simdjson.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "halint/code/js/parser.h"

namespace {

namespace od = simdjson::ondemand;

struct Totals {
  size_t nodes = 0;
  size_t touched = 0;
  size_t wires = 0;
  size_t bodies = 0;
  size_t code_nodes = 0;
};

class Floor {
 public:
  Totals totals;

  bool read(simdjson::padded_string_view text) {
    od::document document;
    od::array nodes;
    if (parser_.iterate(text).get(document) != simdjson::SUCCESS || !find_nodes(document, nodes)) return false;
    for (auto element : nodes) {
      od::object node;
      if (element.get_object().get(node) != simdjson::SUCCESS || !read_node(node)) return false;
    }
    return true;
  }

 private:
  od::parser parser_;
  halint::js::Parser code_;

  // In a snapshot the flows stand inside of two objects.
  static bool find_nodes(od::document& document, od::array& nodes) {
    od::json_type type{};
    if (document.type().get(type) != simdjson::SUCCESS) return false;
    if (type == od::json_type::array) return document.get_array().get(nodes) == simdjson::SUCCESS;
    return document["flows"]["flows"].get_array().get(nodes) == simdjson::SUCCESS;
  }

  bool read_node(od::object& node) {
    ++totals.nodes;
    for (auto field : node) {
      std::string_view key;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
      od::value value;
      if (field.value().get(value) != simdjson::SUCCESS) return false;
      if (key == "id" || key == "type" || key == "z") {
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS) return false;
        totals.touched += text.size();
      } else if (key == "func" || key == "initialize" || key == "finalize") {
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS) return false;
        if (text.empty()) continue;
        ++totals.bodies;
        totals.code_nodes += code_.parse(text).nodes.size();
      } else if (!validate(value, key == "wires")) {
        return false;
      }
    }
    return true;
  }

  bool validate(od::value value, bool wires) {
    od::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    switch (type) {
      case od::json_type::array:
        for (auto element : value.get_array()) {
          od::value inner;
          if (element.get(inner) != simdjson::SUCCESS || !validate(inner, wires)) return false;
        }
        return true;
      case od::json_type::object:
        for (auto field : value.get_object()) {
          std::string_view key;
          od::value inner;
          if (field.unescaped_key().get(key) != simdjson::SUCCESS || field.value().get(inner) != simdjson::SUCCESS ||
              !validate(inner, false))
            return false;
        }
        return true;
      case od::json_type::string: {
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS) return false;
        totals.wires += wires ? text.size() : 0;
        return true;
      }
      case od::json_type::number: {
        double number = 0;
        return value.get_double().get(number) == simdjson::SUCCESS;
      }
      case od::json_type::boolean: {
        bool flag = false;
        return value.get_bool().get(flag) == simdjson::SUCCESS;
      }
      case od::json_type::null:
        return value.is_null();
    }
    return false;
  }
};

// The file lies over anonymous memory that is larger by the padding.
bool read_file(Floor& floor, const char* path) {
  struct stat status {};
  const int file = ::open(path, O_RDONLY);
  if (file < 0 || ::fstat(file, &status) != 0) return false;
  const auto size = static_cast<size_t>(status.st_size);
  const size_t whole = size + simdjson::SIMDJSON_PADDING;
  void* const memory = ::mmap(nullptr, whole, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const bool mapped =
      memory != MAP_FAILED && ::mmap(memory, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0) != MAP_FAILED;
  const bool read = mapped && floor.read(simdjson::padded_string_view(static_cast<const char*>(memory), size, whole));
  ::munmap(memory, whole);
  ::close(file);
  return read;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_floor FILE...\n");
    return 2;
  }
  Floor floor;
  for (int i = 1; i < argc; ++i) {
    if (read_file(floor, argv[i])) continue;
    std::fprintf(stderr, "bench_floor: %s holds no flows\n", argv[i]);
    return 2;
  }
  const Totals& t = floor.totals;
  std::printf("%zu nodes, %zu + %zu bytes of ids and wires, %zu bodies of %zu code nodes\n", t.nodes, t.touched,
              t.wires, t.bodies, t.code_nodes);
}
