// Reads a flow file in one pass of simdjson's on-demand parser. On-demand leaves what nobody touches
// unchecked, so every value is visited here; strings are checked by hand, because simdjson refuses the lone
// surrogate escapes that JSON.parse, and with it Node-RED, accepts.
// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/document.h"

#include <simdjson.h>

#include <array>
#include <cstring>

#include "flow/property_names.h"
#include "halint/source/json_error.h"
#include "halint/source/line_index.h"

namespace halint {
namespace {

namespace od = simdjson::ondemand;

std::string_view trimmed(std::string_view token) {
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t')) {
    token.remove_suffix(1);
  }
  return token;
}

const char* skip_digits(const char* at, const char* end) {
  while (at < end && *at >= '0' && *at <= '9') ++at;
  return at;
}

// RFC 8259, section 6. Not simdjson's reader: that refuses 1e999, which JSON.parse takes.
bool is_number(std::string_view token) {
  const char* at = token.data();
  const char* const end = at + token.size();
  if (at < end && *at == '-') ++at;
  const char* const digits = at;
  at = skip_digits(at, end);
  if (at == digits || (*digits == '0' && at != digits + 1)) return false;
  if (at < end && *at == '.') {
    const char* const fraction = ++at;
    at = skip_digits(at, end);
    if (at == fraction) return false;
  }
  if (at < end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at < end && (*at == '+' || *at == '-')) ++at;
    const char* const exponent = at;
    at = skip_digits(at, end);
    if (at == exponent) return false;
  }
  return at == end;
}

class Reader {
 public:
  explicit Reader(const SourceFile& file) : file_(file), names_(file.bytes(), document_.property_names) {
    document_.file = &file;
  }

  // Empty on any fault of the JSON: the caller asks find_json_error for the sentence.
  bool read() {
    const std::string_view text = file_.bytes().substr(file_.text_begin());
    const simdjson::padded_string_view padded(text.data(), text.size(), text.size() + SourceFile::kPadding);
    od::document document;
    if (parser_.iterate(padded).get(document) != simdjson::SUCCESS) return false;
    cursor_ = &document;
    od::json_type type{};
    if (document.type().get(type) != simdjson::SUCCESS) return false;
    if (type == od::json_type::array) {
      od::array array;
      if (document.get_array().get(array) != simdjson::SUCCESS || !read_nodes(array)) return false;
      has_flows_ = true;
    } else if (type == od::json_type::object) {
      od::object object;
      if (document.get_object().get(object) != simdjson::SUCCESS || !read_root(object)) return false;
    } else {
      return false;
    }
    const char* rest = nullptr;
    return document.current_location().get(rest) != simdjson::SUCCESS;  // there is none behind the last token
  }

  [[nodiscard]] bool has_flows() const { return has_flows_; }
  [[nodiscard]] uint32_t strange_element() const { return strange_element_; }
  Document take() { return std::move(document_); }

 private:
  const SourceFile& file_;
  od::parser parser_;
  od::document* cursor_ = nullptr;  // to ask where reading has come to
  Document document_;
  PropertyNames names_;
  bool has_flows_ = false;
  uint32_t strange_element_ = 0;  // offset of an element of a flow array that is no object

  [[nodiscard]] uint32_t offset(const char* at) const { return file_.offset_of(at); }

  // `{flows: […]}`, `{flows: {flows: […]}, settings}` or `{id, label, nodes, configs, subflows}`.
  bool read_root(od::object& object) {
    DocumentNode flow;
    bool single = false;
    JsonValue settings;
    for (auto field : object) {
      const char* key = nullptr;
      od::value value;
      if (!begin_field(field, key, value)) return false;
      const std::string_view name = JsonValue(key - 1).raw_string();
      const char* const begin = value.raw_json_token().data();
      if (name == "flows") {
        if (!read_flows_member(value)) return false;
      } else if ((name == "nodes" || name == "configs" || name == "subflows") && *begin == '[') {
        od::array array;
        single = single || name != "subflows";
        if (value.get_array().get(array) != simdjson::SUCCESS || !read_nodes(array)) return false;
      } else {
        const Span span = validated(value, begin);
        if (span.empty()) return false;
        if (name == "settings") settings = JsonValue(begin);
        own_properties_.push_back({names_.of(key), span});
      }
    }
    if (settings && document_.shape == Shape::snapshot) read_settings(settings);
    if (!has_flows_ && single) add_single_flow(flow);
    return true;
  }

  std::vector<Property> own_properties_;  // of the root object

  bool read_flows_member(od::value& value) {
    const char first = *value.raw_json_token().data();
    if (first == '[') {
      document_.shape = Shape::flows_with_revision;
      has_flows_ = true;
      od::array array;
      return value.get_array().get(array) == simdjson::SUCCESS && read_nodes(array);
    }
    if (first != '{') return validate(value, 0);
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto field : object) {
      const char* key = nullptr;
      od::value inner;
      if (!begin_field(field, key, inner)) return false;
      if (JsonValue(key - 1).raw_string() == "flows" && *inner.raw_json_token().data() == '[') {
        document_.shape = Shape::snapshot;
        has_flows_ = true;
        od::array array;
        if (inner.get_array().get(array) != simdjson::SUCCESS || !read_nodes(array)) return false;
      } else if (!validate(inner, 0)) {
        return false;
      }
    }
    return true;
  }

  // The root object of `GET /flow/:id` is the flow itself (or "global", which is none).
  void add_single_flow(DocumentNode& flow) {
    document_.shape = Shape::single_flow;
    has_flows_ = true;
    flow.first_property = static_cast<uint32_t>(document_.properties.size());
    flow.property_count = static_cast<uint32_t>(own_properties_.size());
    document_.properties.insert(document_.properties.end(), own_properties_.begin(), own_properties_.end());
    const auto id = static_cast<NodeId>(document_.nodes.size());
    flow.span = {file_.text_begin(), file_.text_begin() + 1};
    document_.nodes.push_back(flow);
    DocumentNode& added = document_.nodes.back();
    for (const Property& property : document_.properties_of(id)) note_property(added, property);
    if (added.id == "global") {
      document_.nodes.pop_back();
      return;
    }
    added.type = "tab";
    added.span = document_.id_span(id);
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

  bool begin_field(simdjson::simdjson_result<od::field>& result, const char*& key, od::value& value) {
    od::field field;
    if (std::move(result).get(field) != simdjson::SUCCESS) return false;
    key = field.key().raw();
    value = field.value();
    return escapes_are_sound(JsonValue(key - 1).raw_string());
  }

  bool read_nodes(od::array& array) {
    for (auto element : array) {
      od::value value;
      if (element.get(value) != simdjson::SUCCESS) return false;
      const char* const begin = value.raw_json_token().data();
      if (*begin != '{') {
        if (strange_element_ == 0) strange_element_ = offset(begin);
        if (!validate(value, 0)) return false;
      } else if (!read_node(value, begin)) {
        return false;
      }
    }
    return true;
  }

  bool read_node(od::value& value, const char* begin) {
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    DocumentNode node;
    node.span.begin = offset(begin);
    node.first_property = static_cast<uint32_t>(document_.properties.size());
    names_.begin_node();
    for (auto result : object) {
      od::field field;
      if (std::move(result).get(field) != simdjson::SUCCESS) return false;
      const uint32_t name = names_.of(field.key().raw());
      if (name == PropertyNames::kFaulty) return false;
      od::value inner = field.value();
      const Span value_span = validated(inner, inner.raw_json_token().data());
      if (value_span.empty()) return false;
      document_.properties.push_back({name, value_span});
      note_property(node, document_.properties.back());
    }
    node.property_count = static_cast<uint32_t>(document_.properties.size()) - node.first_property;
    node.span.end = end_of_container();
    if (node.span.end == 0) return false;
    document_.nodes.push_back(node);
    return true;
  }

  // Behind the array or object that was read last; 0 if the text ends there, where at least a list's end should follow.
  uint32_t end_of_container() {
    const char* next = nullptr;
    if (cursor_->current_location().get(next) != simdjson::SUCCESS) return 0;
    while (*(next - 1) != '}' && *(next - 1) != ']') --next;
    return offset(next);
  }

  // Validates a value; its bytes, or an empty span for a fault.
  Span validated(od::value& value, const char* begin) {
    const bool container = *begin == '{' || *begin == '[';
    const uint32_t end = container ? 0 : offset(begin) + static_cast<uint32_t>(trimmed(value.raw_json_token()).size());
    if (!validate(value, 0)) return {};
    return {offset(begin), container ? end_of_container() : end};
  }

  // The few properties that every later stage asks for.
  void note_property(DocumentNode& node, const Property& property) {
    const JsonValue value = document_.value_of(property);
    switch (names_.meaning(property.name)) {
      case NodeProperty::id:
        node.id = decoded(value);
        break;
      case NodeProperty::type:
        node.type = decoded(value);
        break;
      case NodeProperty::z:
        node.z = decoded(value);
        break;
      case NodeProperty::name:
        node.name = decoded(value);
        break;
      case NodeProperty::label:
        if (node.name.empty()) node.name = decoded(value);
        break;
      case NodeProperty::x:
        node.has_position = true;
        break;
      case NodeProperty::disabled:
        node.disabled = value.is_true();
        break;
      case NodeProperty::other:
        break;
    }
  }

  std::string_view decoded(JsonValue value) {
    if (value.kind() != JsonKind::string) return {};
    const std::string_view raw = value.raw_string();
    if (std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw;
    return document_.decoded.emplace_back(unescape_json(raw));
  }

  // Visits everything in `value`, which is what makes simdjson check it.
  bool validate(od::value& value, uint32_t depth) {
    const std::string_view token = value.raw_json_token();
    switch (token.front()) {
      case '"': {
        const std::string_view string = trimmed(token);
        // Taken, not skipped: skipping takes `"a":` for a key wherever it stands, also in an array.
        od::raw_json_string taken;
        if (value.get_raw_json_string().get(taken) != simdjson::SUCCESS) return false;
        return string.size() >= 2 && string.back() == '"' && escapes_are_sound(string.substr(1, string.size() - 2));
      }
      case '{':
      case '[':
        return depth < kMaxJsonDepth && validate_container(value, depth + 1);
      case 't':
      case 'f':
      case 'n': {
        const std::string_view word = trimmed(token);
        return word == "true" || word == "false" || word == "null";
      }
      default:
        break;
    }
    return is_number(trimmed(token));
  }

  bool validate_container(od::value& value, uint32_t depth) {
    od::array array;
    if (*value.raw_json_token().data() == '[') {
      if (value.get_array().get(array) != simdjson::SUCCESS) return false;
      for (auto element : array) {
        od::value inner;
        if (element.get(inner) != simdjson::SUCCESS || !validate(inner, depth)) return false;
      }
      return true;
    }
    od::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    for (auto field : object) {
      const char* key = nullptr;
      od::value inner;
      if (!begin_field(field, key, inner) || !validate(inner, depth)) return false;
    }
    return true;
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
