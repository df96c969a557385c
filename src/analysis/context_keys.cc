// SPDX-License-Identifier: Apache-2.0
#include "analysis/context_keys.h"

#include <algorithm>
#include <tuple>

#include "analysis/context_stores.h"

namespace halint {
bool paths_meet(const ContextUse& a, const ContextUse& b) {
  const std::string& shorter = a.path.size() <= b.path.size() ? a.path : b.path;
  const std::string& longer = a.path.size() <= b.path.size() ? b.path : a.path;
  if (longer.compare(0, shorter.size(), shorter) != 0) return false;
  return longer.size() == shorter.size() || longer[shorter.size()] == '.' || longer[shorter.size()] == '[' ||
         shorter.empty() || shorter.back() == '.' || a.certainty != Certainty::constant ||
         b.certainty != Certainty::constant;
}

ContextKeys::ContextKeys(const Model& model) : model_(model) {
  for (const ContextUse& use : model.code.uses) {
    for (const VertexId v : model.graph.vertices_of(use.node)) add(use, v);
  }
  const auto order = [](const KeyUse& u) {
    return std::tuple(u.use->scope, u.owner, u.store, std::string_view(u.use->key), u.use->certainty);
  };
  std::stable_sort(uses_.begin(), uses_.end(), [&](const KeyUse& a, const KeyUse& b) { return order(a) < order(b); });
}

void ContextKeys::add(const ContextUse& use, VertexId v) {
  const std::string_view named =
      use.store_kind == StoreKind::constant ? std::string_view(use.store) : std::string_view();
  KeyUse found{&use, v, 0, use.store_kind == StoreKind::unknown ? "?" : store_of(model_.settings, named).name,
               arrivals(use, v)};
  if (found.arrivals == 0) return;  // nothing ever makes it happen
  if (use.scope == ContextScope::node) found.owner = v;
  if (use.scope == ContextScope::flow && !flow_owner(v, use.parents, found.owner)) return;
  uses_.push_back(found);
}

DeliverySet ContextKeys::arrivals(const ContextUse& use, VertexId v) const {
  switch (use.time) {
    case UseTime::start:
      return bit(Arrival::startup);
    case UseTime::timer:
      return bit(Arrival::timer);
    case UseTime::event:
      return bit(Arrival::every);
    case UseTime::message:
      break;
  }
  return model_.type_of(v) == "function" ? model_.delivery.in[v] : model_.at(v);
}

// A subflow instance has a flow context of its own; `$parent.` leads to the one around it (runtime Subflow.js).
bool ContextKeys::flow_owner(VertexId v, uint8_t parents, uint64_t& owner) const {
  const Vertex& vertex = model_.graph.vertex(v);
  NodeId node = vertex.node;
  InstanceId instance = vertex.instance;
  for (; parents > 0; --parents) {
    if (instance == 0) return false;  // the parent of a flow answers nothing
    node = model_.graph.instances()[instance].node;
    instance = model_.graph.instances()[instance].parent;
  }
  owner = instance != 0 ? (uint64_t{1} << 40) + instance : model_.graph.info(node).container;
  return true;
}

}  // namespace halint
