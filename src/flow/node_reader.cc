// SPDX-License-Identifier: Apache-2.0
#include "flow/node_reader.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <span>

#include "source/shared_work.h"

namespace halint {
namespace {

// A part of fewer tokens is not worth a thread. A thread takes several, because it may be late to begin.
constexpr size_t kTokensOfPart = 50'000;
constexpr size_t kPartsOfThread = 4;

// What files need at most: memory that nobody touches costs nothing, moving to a larger place does. (A name, a colon, a
// value and a comma are a property; nodes may have fewer.)
constexpr size_t kTokensOfProperty = 4;
constexpr size_t kTokensOfNode = 32;

NodeProperty meaning_of(std::string_view name) {
  if (name == "id") return NodeProperty::id;
  if (name == "type") return NodeProperty::type;
  if (name == "z") return NodeProperty::z;
  if (name == "name") return NodeProperty::name;
  if (name == "label") return NodeProperty::label;
  if (name == "x") return NodeProperty::x;
  return name == "d" || name == "disabled" ? NodeProperty::disabled : NodeProperty::other;
}

}  // namespace

NodeReader::NodeReader(const SourceFile& file, const JsonTokens& tokens)
    : file_(&file), tokens_(tokens), names_(document_.property_names), types_(document_.types) {
  document_.file = &file;
}

Span NodeReader::span_of(std::string_view bytes) const {
  const uint32_t begin = file_->offset_of(bytes.data());
  return {begin, begin + static_cast<uint32_t>(bytes.size())};
}

bool NodeReader::read_list(uint32_t jobs) {
  if (!tokens_.take('[')) return false;
  if (tokens_.take(']')) return true;
  document_.nodes.reserve(document_.nodes.size() + tokens_.left() / kTokensOfNode);
  const bool worth_it = jobs > 1 && tokens_.left() >= 2 * kTokensOfPart;
  return ((worth_it && read_parts(jobs)) || read_elements(nullptr)) && tokens_.take(']');
}

// Each thread begins at what looks like a node. It was one if the thread before it gets there by reading elements of
// the list, and nothing else: then all of them together have read what one thread would have.
bool NodeReader::read_parts(uint32_t jobs) {
  const JsonTokens begin = tokens_;
  const size_t count = std::min<size_t>(size_t{jobs} * kPartsOfThread, tokens_.left() / kTokensOfPart);
  const size_t nodes = document_.nodes.size();
  const size_t lists = document_.property_lists.size();
  const uint32_t strange_element = strange_element_;
  std::deque<NodeReader> others;
  std::vector<NodeReader*> parts{this};
  for (size_t i = 1; i < count; ++i) {
    const JsonTokens place = begin.next_likely_node(begin.left() / count * i);
    if (!place.done() && !place.is_at(parts.back()->tokens_)) parts.push_back(&others.emplace_back(*file_, place));
  }
  std::vector<JsonTokens> stops;
  for (size_t i = 1; i < parts.size(); ++i) stops.push_back(parts[i]->tokens_);
  std::vector<char> sound(parts.size());
  share_work(parts.size(), jobs,
             [&](size_t i) { sound[i] = parts[i]->read_elements(i < stops.size() ? &stops[i] : nullptr) ? 1 : 0; });
  if (std::find(sound.begin(), sound.end(), 0) != sound.end()) {
    tokens_ = begin;
    document_.nodes.resize(nodes);
    document_.property_lists.resize(lists);
    strange_element_ = strange_element;
    return false;
  }
  for (NodeReader& part : others) append(part);
  tokens_ = parts.back()->tokens_;
  return true;
}

// Up to `stop`, which stands before an element, or to the list's end.
bool NodeReader::read_elements(const JsonTokens* stop) {
  const size_t nodes = document_.nodes.size();
  const size_t tokens = tokens_.left() - (stop == nullptr ? 0 : stop->left());
  document_.nodes.reserve(nodes + tokens / kTokensOfNode);
  list_ = {};
  list_.reserve(tokens / kTokensOfProperty);
  bool stopped = false;
  do {
    stopped = stop != nullptr && tokens_.is_at(*stop);
    if (!stopped && !read_element()) return false;
  } while (!stopped && tokens_.take(','));
  const Property* next = list_.data();
  for (DocumentNode& node : std::span(document_.nodes).subspan(nodes)) {
    node.properties = next;
    next += node.property_count;
  }
  document_.property_lists.push_back(std::move(list_));
  return stopped == (stop != nullptr);
}

bool NodeReader::read_element() {
  if (tokens_.first() == '{') return read_node();
  if (strange_element_ == 0) strange_element_ = file_->offset_of(tokens_.begin());
  return !tokens_.take_value(0).empty();
}

bool NodeReader::read_node() {
  DocumentNode node;
  node.span.begin = file_->offset_of(tokens_.begin());
  const size_t before = list_.size();
  names_.begin();
  const bool sound = read_object([&](std::string_view quoted) {
    const uint32_t name = name_of(quoted);
    const std::string_view value = tokens_.take_value(0);
    if (name == Document::kNoName || value.empty()) return false;
    list_.push_back({name, span_of(value)});
    if (value.front() == '[') document_.is_list[name] = true;
    note_property(node, list_.back());
    return true;
  });
  node.property_count = static_cast<uint32_t>(list_.size() - before);
  set_type(node, node.type);
  node.span.end = file_->offset_of(tokens_.end_of_last());
  document_.nodes.push_back(node);
  return sound;
}

// What another reader has read behind this one.
void NodeReader::append(NodeReader& part) {
  Document& from = part.document_;
  std::vector<uint32_t> names;
  for (const std::string_view name : from.property_names) {
    names.push_back(index_of(name));
    if (from.is_list[names.size() - 1]) document_.is_list[names.back()] = true;
  }
  for (std::vector<Property>& list : from.property_lists) {
    for (Property& property : list) property.name = names[property.name];
    document_.property_lists.push_back(std::move(list));
  }
  for (DocumentNode node : from.nodes) {
    set_type(node, node.type);
    document_.nodes.push_back(node);
  }
  from.nodes = {};
  document_.decoded.splice(document_.decoded.end(), from.decoded);
  if (strange_element_ == 0) strange_element_ = part.strange_element_;
}

uint32_t NodeReader::name_of(std::string_view quoted) {
  const std::string_view name = quoted.substr(1, quoted.size() - 2);
  const uint32_t index = index_of(name);
  return properties_[index] == NodeProperty::faulty ? Document::kNoName : index;
}

uint32_t NodeReader::index_of(std::string_view name) {
  const uint32_t index = names_.of(name);
  if (index == properties_.size()) {
    properties_.push_back(escapes_are_sound(name) ? meaning_of(name) : NodeProperty::faulty);
    document_.is_list.push_back(false);
  }
  return index;
}

void NodeReader::set_type(DocumentNode& node, std::string_view type) {
  node.type_index = types_.of(type);
  node.type = document_.types[node.type_index];
}

void NodeReader::note_property(DocumentNode& node, const Property& property) {
  const NodeProperty meaning = properties_[property.name];
  if (meaning == NodeProperty::other) return;
  const JsonValue value = document_.value_of(property);
  switch (meaning) {
    case NodeProperty::id:
      node.id = decoded(value);
      break;
    case NodeProperty::type:
      node.type = decoded(value);
      break;
    case NodeProperty::z:
      node.z = decoded(value);
      if (node.z == last_z_) node.z = last_z_;
      last_z_ = node.z;
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
    case NodeProperty::faulty:
      break;
  }
}

std::string_view NodeReader::decoded(JsonValue value) {
  if (value.kind() != JsonKind::string) return {};
  const std::string_view raw = value.raw_string();
  if (std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw;
  return document_.decoded.emplace_back(unescape_json(raw));
}

}  // namespace halint
