// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/document.h"

#include <algorithm>
#include <cstring>

#include "flow/json_tokens.h"
#include "flow/name_list.h"
#include "halint/source/json_error.h"
#include "halint/source/line_index.h"

namespace halint {
namespace {

// Properties that have a meaning for every node.
enum class Meaning : uint8_t { other, id, type, z, name, label, x, disabled };

Meaning meaning_of(std::string_view name) {
  if (name == "id") return Meaning::id;
  if (name == "type") return Meaning::type;
  if (name == "z") return Meaning::z;
  if (name == "name") return Meaning::name;
  if (name == "label") return Meaning::label;
  if (name == "x") return Meaning::x;
  return name == "d" || name == "disabled" ? Meaning::disabled : Meaning::other;
}

// Reads a flow file in one pass over its tokens, which checks every one of them.
class Reader {
 public:
  explicit Reader(const SourceFile& file)
      : file_(file),
        tokens_(file.bytes().substr(file.text_begin())),
        names_(document_.property_names),
        types_(document_.types) {
    document_.file = &file;
  }

  // False on any fault of the JSON: the caller asks find_json_error for the sentence.
  bool read() {
    reserve();
    has_flows_ = tokens_.first() == '[';
    return (has_flows_ ? read_nodes() : read_root()) && tokens_.done();
  }

  [[nodiscard]] bool has_flows() const { return has_flows_; }
  [[nodiscard]] uint32_t strange_element() const { return strange_element_; }
  Document take() { return std::move(document_); }

 private:
  const SourceFile& file_;
  JsonTokens tokens_;
  Document document_;
  NameList names_;
  std::vector<Meaning> meanings_;  // by name
  NameList types_;
  std::string_view last_z_;
  bool has_flows_ = false;
  uint32_t strange_element_ = 0;          // offset of an element of a flow array that is no object
  std::vector<Property> own_properties_;  // of the root object

  [[nodiscard]] uint32_t offset(const char* at) const { return file_.offset_of(at); }
  [[nodiscard]] Span span_of(std::string_view bytes) const {
    const uint32_t begin = offset(bytes.data());
    return {begin, begin + static_cast<uint32_t>(bytes.size())};
  }

  // What most files need at least: memory that nobody touches costs nothing, moving to a larger place does.
  void reserve() {
    document_.nodes.reserve(file_.bytes().size() / 512);
    document_.properties.reserve(file_.bytes().size() / 48);
  }

  // Calls `read_value(name)` for each member of the object that comes, when its name and colon are taken; the name has
  // its quotes.
  template <typename ReadValue>
  bool read_object(ReadValue&& read_value) {
    if (!tokens_.take('{')) return false;
    if (tokens_.take('}')) return true;
    do {
      const std::string_view name = tokens_.take_name();
      if (name.empty() || !read_value(name)) return false;
    } while (tokens_.take(','));
    return tokens_.take('}');
  }

  // `{flows: […]}`, `{flows: {flows: […]}, settings}` or `{id, label, nodes, configs, subflows}`.
  bool read_root() {
    bool single = false;
    JsonValue settings;
    const bool sound = read_object([&](std::string_view quoted) {
      const uint32_t index = name_of(quoted);
      if (index == Document::kNoName) return false;
      const std::string_view name = document_.property_names[index];
      if (name == "flows") return read_flows_member();
      if ((name == "nodes" || name == "configs" || name == "subflows") && tokens_.first() == '[') {
        single = single || name != "subflows";
        return read_nodes();
      }
      const std::string_view value = tokens_.take_value(0);
      if (name == "settings") settings = JsonValue(value.data());
      own_properties_.push_back({index, span_of(value)});
      return !value.empty();
    });
    if (!sound) return false;
    if (settings && document_.shape == Shape::snapshot) read_settings(settings);
    if (!has_flows_ && single) add_single_flow();
    return true;
  }

  bool read_flows_member() {
    if (tokens_.first() == '[') {
      document_.shape = Shape::flows_with_revision;
      has_flows_ = true;
      return read_nodes();
    }
    if (tokens_.first() != '{') return !tokens_.take_value(0).empty();
    return read_object([this](std::string_view quoted) {
      const uint32_t index = name_of(quoted);
      if (index == Document::kNoName) return false;
      if (document_.property_names[index] != "flows" || tokens_.first() != '[') return !tokens_.take_value(0).empty();
      document_.shape = Shape::snapshot;
      has_flows_ = true;
      return read_nodes();
    });
  }

  // The root object of `GET /flow/:id` is the flow itself (or "global", which is none).
  void add_single_flow() {
    document_.shape = Shape::single_flow;
    has_flows_ = true;
    DocumentNode flow;
    flow.first_property = static_cast<uint32_t>(document_.properties.size());
    flow.property_count = static_cast<uint32_t>(own_properties_.size());
    flow.span = {file_.text_begin(), file_.text_begin() + 1};
    for (const Property& property : own_properties_) note_property(flow, property);
    if (flow.id == "global") return;
    set_type(flow, "tab");
    document_.properties.insert(document_.properties.end(), own_properties_.begin(), own_properties_.end());
    document_.nodes.push_back(flow);
    document_.nodes.back().span = document_.id_span(static_cast<NodeId>(document_.nodes.size() - 1));
  }

  void read_settings(JsonValue settings) {
    settings.member("env").for_each_member([this](std::string_view raw_key, JsonValue value) {
      SnapshotVariable variable{unescape_json(raw_key), {}, false};
      const JsonValue text = value.kind() == JsonKind::object ? value.member("value") : value;
      variable.known = text.kind() == JsonKind::string;
      variable.value = text.text();
      document_.environment.push_back(std::move(variable));
    });
    settings.member("modules").for_each_member([this](std::string_view raw_key, JsonValue value) {
      document_.modules.emplace_back(unescape_json(raw_key), value.text());
    });
  }

  bool read_nodes() {
    tokens_.take('[');
    if (tokens_.take(']')) return true;
    do {
      if (tokens_.first() == '{') {
        if (!read_node()) return false;
      } else {
        if (strange_element_ == 0) strange_element_ = offset(tokens_.begin());
        if (tokens_.take_value(0).empty()) return false;
      }
    } while (tokens_.take(','));
    return tokens_.take(']');
  }

  bool read_node() {
    DocumentNode node;
    node.span.begin = offset(tokens_.begin());
    node.first_property = static_cast<uint32_t>(document_.properties.size());
    names_.begin();
    const bool sound = read_object([&](std::string_view quoted) {
      const uint32_t name = name_of(quoted);
      const std::string_view value = tokens_.take_value(0);
      if (name == Document::kNoName || value.empty()) return false;
      document_.properties.push_back({name, span_of(value)});
      note_property(node, document_.properties.back());
      return true;
    });
    node.property_count = static_cast<uint32_t>(document_.properties.size()) - node.first_property;
    set_type(node, node.type);
    node.span.end = offset(tokens_.end_of_last());
    document_.nodes.push_back(node);
    return sound;
  }

  // The index of the name between these quotes; kNoName if an escape in it is none.
  uint32_t name_of(std::string_view quoted) {
    const std::string_view name = quoted.substr(1, quoted.size() - 2);
    const uint32_t index = names_.of(name);
    if (index == meanings_.size()) {
      if (!escapes_are_sound(name)) return Document::kNoName;
      meanings_.push_back(meaning_of(name));
    }
    return index;
  }

  void set_type(DocumentNode& node, std::string_view type) {
    node.type_index = types_.of(type);
    node.type = document_.types[node.type_index];
  }

  // The few properties that every later stage asks for.
  void note_property(DocumentNode& node, const Property& property) {
    const Meaning meaning = meanings_[property.name];
    if (meaning == Meaning::other) return;
    const JsonValue value = document_.value_of(property);
    switch (meaning) {
      case Meaning::id:
        node.id = decoded(value);
        break;
      case Meaning::type:
        node.type = decoded(value);
        break;
      case Meaning::z:
        node.z = decoded(value);
        if (node.z == last_z_) node.z = last_z_;
        last_z_ = node.z;
        break;
      case Meaning::name:
        node.name = decoded(value);
        break;
      case Meaning::label:
        if (node.name.empty()) node.name = decoded(value);
        break;
      case Meaning::x:
        node.has_position = true;
        break;
      case Meaning::disabled:
        node.disabled = value.is_true();
        break;
      case Meaning::other:
        break;
    }
  }

  std::string_view decoded(JsonValue value) {
    if (value.kind() != JsonKind::string) return {};
    const std::string_view raw = value.raw_string();
    if (std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw;
    return document_.decoded.emplace_back(unescape_json(raw));
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

Result<Document> read_document(const SourceFile& file) {
  Reader reader(file);
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
