// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/document.h"

#include <algorithm>

#include "flow/node_reader.h"
#include "halint/source/json_error.h"
#include "halint/source/line_index.h"

namespace halint {
namespace {

// Tells the shapes apart and has their nodes read.
class Reader {
 public:
  Reader(const SourceFile& file, uint32_t jobs)
      : file_(file), jobs_(jobs), text_(file.bytes().substr(file.text_begin())), nodes_(file, text_.tokens()) {}

  // False on any fault of the JSON: the caller asks find_json_error for the sentence.
  bool read() {
    has_flows_ = nodes_.tokens().first() == '[';
    return (has_flows_ ? nodes_.read_list(jobs_) : read_root()) && nodes_.tokens().done();
  }

  [[nodiscard]] bool has_flows() const { return has_flows_; }
  [[nodiscard]] uint32_t strange_element() const { return nodes_.strange_element(); }
  Document take() { return std::move(nodes_.document()); }

 private:
  const SourceFile& file_;
  const uint32_t jobs_;
  const JsonText text_;
  NodeReader nodes_;
  bool has_flows_ = false;
  std::vector<Property> own_properties_;  // of the root object

  Document& document() { return nodes_.document(); }

  // `{flows: […]}`, `{flows: {flows: […]}, settings}` or `{id, label, nodes, configs, subflows}`.
  bool read_root() {
    bool single = false;
    JsonValue settings;
    const bool sound = nodes_.read_object([&](std::string_view quoted) {
      const uint32_t index = nodes_.name_of(quoted);
      if (index == Document::kNoName) return false;
      const std::string_view name = document().property_names[index];
      if (name == "flows") return read_flows_member();
      if ((name == "nodes" || name == "configs" || name == "subflows") && nodes_.tokens().first() == '[') {
        single = single || name != "subflows";
        return nodes_.read_list(jobs_);
      }
      const std::string_view value = nodes_.tokens().take_value(0);
      if (name == "settings") settings = JsonValue(value.data());
      own_properties_.push_back({index, nodes_.span_of(value)});
      return !value.empty();
    });
    if (!sound) return false;
    if (settings && document().shape == Shape::snapshot) read_settings(settings);
    if (!has_flows_ && single) add_single_flow();
    return true;
  }

  bool read_flows_member() {
    if (nodes_.tokens().first() == '[') {
      document().shape = Shape::flows_with_revision;
      has_flows_ = true;
      return nodes_.read_list(jobs_);
    }
    if (nodes_.tokens().first() != '{') return !nodes_.tokens().take_value(0).empty();
    return nodes_.read_object([this](std::string_view quoted) {
      const uint32_t index = nodes_.name_of(quoted);
      if (index == Document::kNoName) return false;
      if (document().property_names[index] != "flows" || nodes_.tokens().first() != '[')
        return !nodes_.tokens().take_value(0).empty();
      document().shape = Shape::snapshot;
      has_flows_ = true;
      return nodes_.read_list(jobs_);
    });
  }

  // The root object of `GET /flow/:id` is the flow itself (or "global", which is none).
  void add_single_flow() {
    document().shape = Shape::single_flow;
    has_flows_ = true;
    DocumentNode flow;
    flow.span = {file_.text_begin(), file_.text_begin() + 1};
    for (const Property& property : own_properties_) nodes_.note_property(flow, property);
    if (flow.id == "global") return;
    nodes_.set_type(flow, "tab");
    flow.properties = own_properties_.data();
    flow.property_count = static_cast<uint32_t>(own_properties_.size());
    document().property_lists.push_back(std::move(own_properties_));
    document().nodes.push_back(flow);
    document().nodes.back().span = document().id_span(static_cast<NodeId>(document().nodes.size() - 1));
  }

  void read_settings(JsonValue settings) {
    settings.member("env").for_each_member([this](std::string_view raw_key, JsonValue value) {
      SnapshotVariable variable{unescape_json(raw_key), {}, false};
      const JsonValue text = value.kind() == JsonKind::object ? value.member("value") : value;
      variable.known = text.kind() == JsonKind::string;
      variable.value = text.text();
      document().environment.push_back(std::move(variable));
    });
    const JsonValue own = settings.member("settings");
    document().page_login = own.member("httpNodeAuth").member("type").text();
    // @flowfuse/nr-launcher 2.29.1 lib/runtimeSettings.js makes functionExternalModules of it.
    const JsonValue allowed = own.member("modules").member("allowInstall");
    document().code_modules = allowed.kind() != JsonKind::boolean || allowed.is_true();
    settings.member("modules").for_each_member([this](std::string_view raw_key, JsonValue value) {
      document().modules.emplace_back(unescape_json(raw_key), value.text());
    });
  }
};

Error not_flows(const SourceFile& file, uint32_t offset) {
  Error error{
      "is JSON, but holds no Node-RED flows: expected an array of nodes, an object with \"flows\", "
      "a FlowFuse snapshot, or one flow with \"nodes\"",
      file.path()};
  if (offset != 0) {
    const LineIndex lines(file);
    error.line = lines.position(offset).line;
    error.column = lines.position(offset).column;
    error.message = "is JSON, but holds no Node-RED flows: expected a node, an object with \"id\" and \"type\"";
  }
  return error;
}

}  // namespace

std::string_view to_string(Shape shape) {
  switch (shape) {
    case Shape::flow_array:
      return "flow-array";
    case Shape::flows_with_revision:
      return "flows-with-revision";
    case Shape::snapshot:
      return "flowfuse-snapshot";
    case Shape::single_flow:
      return "single-flow";
  }
  return {};
}

JsonValue Document::property(NodeId node, std::string_view name) const {
  const std::span<const Property> list = properties_of(node);
  for (size_t i = list.size(); i-- > 0;) {
    if (property_names[list[i].name] == name) return value_of(list[i]);
  }
  return {};
}

JsonValue Document::property(NodeId node, uint32_t name) const {
  const std::span<const Property> list = properties_of(node);
  for (size_t i = list.size(); i-- > 0;) {
    if (list[i].name == name) return value_of(list[i]);
  }
  return {};
}

uint32_t Document::find_name(std::string_view name) const {
  const auto found = std::find(property_names.begin(), property_names.end(), name);
  return found == property_names.end() ? kNoName : static_cast<uint32_t>(found - property_names.begin());
}

Span Document::id_span(NodeId node) const {
  const JsonValue id = property(node, "id");
  return id ? span_of(id) : nodes[node].span;
}

Result<Document> read_document(const SourceFile& file, uint32_t jobs) {
  Reader reader(file, jobs);
  if (!reader.read()) {
    if (std::optional<Error> error = find_json_error(file)) return *error;
    // Sound JSON that on-demand refuses or that is a bare string or number.
    return not_flows(file, 0);
  }
  if (reader.strange_element() != 0) return not_flows(file, reader.strange_element());
  if (!reader.has_flows()) return not_flows(file, 0);
  Document document = reader.take();
  bool any = document.nodes.empty();
  for (const DocumentNode& node : document.nodes) any = any || (!node.id.empty() && !node.type.empty());
  if (!any) return not_flows(file, document.nodes.front().span.begin);
  return document;
}

}  // namespace halint
