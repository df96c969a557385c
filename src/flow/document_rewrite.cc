// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/node_reader.h"
#include "halint/flow/document.h"

namespace halint {
namespace {

// The names of one list as indices into another, which grows by what it lacks.
std::vector<uint32_t> translated(const std::vector<std::string_view>& from, std::vector<std::string_view>& to) {
  std::vector<uint32_t> indices;
  for (const std::string_view name : from) {
    const auto found = std::find(to.begin(), to.end(), name);
    indices.push_back(static_cast<uint32_t>(found - to.begin()));
    if (found == to.end()) to.push_back(name);
  }
  return indices;
}

// All but the lists of properties and the decoded texts, which stay where they are.
Document view_of(const Document& before, const SourceFile& file, size_t added) {
  Document document;
  document.file = &file;
  document.shape = before.shape;
  document.nodes.reserve(before.nodes.size() + added);
  document.nodes.assign(before.nodes.begin(), before.nodes.end());
  document.property_names = before.property_names;
  document.is_list = before.is_list;
  document.types = before.types;
  document.environment = before.environment;
  document.modules = before.modules;
  document.page_login = before.page_login;
  document.code_modules = before.code_modules;
  return document;
}

}  // namespace

std::optional<Document> rewrite_document(const Document& before, const SourceFile& longer,
                                         std::span<const NodeId> changed) {
  const JsonText text(longer.bytes().substr(before.file->bytes().size()));
  NodeReader reader(longer, text.tokens());
  if (!reader.read_list(1) || !reader.tokens().done() || reader.strange_element() != 0) return std::nullopt;
  Document& part = reader.document();
  if (part.nodes.size() < changed.size()) return std::nullopt;
  Document document = view_of(before, longer, part.nodes.size() - changed.size());
  const std::vector<uint32_t> names = translated(part.property_names, document.property_names);
  const std::vector<uint32_t> types = translated(part.types, document.types);
  document.is_list.resize(document.property_names.size(), false);
  for (size_t i = 0; i < names.size(); ++i) {
    if (part.is_list[i]) document.is_list[names[i]] = true;
  }
  for (std::vector<Property>& list : part.property_lists) {
    for (Property& property : list) property.name = names[property.name];
  }
  for (size_t i = 0; i < part.nodes.size(); ++i) {
    part.nodes[i].type_index = types[part.nodes[i].type_index];
    if (i < changed.size())
      document.nodes[changed[i]] = part.nodes[i];
    else
      document.nodes.push_back(part.nodes[i]);
  }
  document.property_lists = std::move(part.property_lists);
  document.decoded = std::move(part.decoded);
  return document;
}

}  // namespace halint
