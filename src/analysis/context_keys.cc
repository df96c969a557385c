// SPDX-License-Identifier: Apache-2.0
#include "analysis/context_keys.h"

#include <algorithm>
#include <tuple>

#include "analysis/asked_properties.h"
#include "analysis/kept_object.h"
#include "analysis/message_flow.h"
#include "analysis/message_writes.h"

namespace halint {
namespace {

// The parts of a path one after another: `a`, `b`, `0` of `a.b[0]`, `a["b"].0` or `a['b'][0]`.
class PathParts {
 public:
  PathParts(std::string_view path, bool whole) : rest_(path), whole_(whole) {}

  struct Part {
    std::string_view text;
    bool known = true;  // not `[msg.topic]`
    bool whole = true;  // else only how it begins
  };

  bool next(Part& part) {
    if (!rest_.empty() && rest_.front() == '.') rest_.remove_prefix(1);
    if (rest_.empty() || rest_ == "[") return false;
    if (rest_.front() != '[') {
      part.text = rest_.substr(0, rest_.find_first_of(".["));
      rest_.remove_prefix(part.text.size());
      part.known = true;
    } else {
      const size_t end = std::min(rest_.find(']'), rest_.size());
      part.text = rest_.substr(1, end - 1);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      const bool quoted = part.text.size() > 1 && (part.text.front() == '"' || part.text.front() == '\'');
      part.known = quoted || part.text.find_first_not_of("0123456789") == std::string_view::npos;
      if (quoted) part.text = part.text.substr(1, part.text.size() - 2);
    }
    part.whole = whole_ || !rest_.empty();
    return true;
  }

 private:
  std::string_view rest_;
  bool whole_;
};

bool may_be_same(const PathParts::Part& a, const PathParts::Part& b) {
  if (!a.known || !b.known) return true;
  if (a.whole && b.whole) return a.text == b.text;
  const size_t common = std::min(a.text.size(), b.text.size());
  if (a.text.substr(0, common) != b.text.substr(0, common)) return false;
  return !(a.whole && a.text.size() < b.text.size()) && !(b.whole && b.text.size() < a.text.size());
}

// How many bytes of both are the same whole parts, none of them in brackets.
size_t same_parts(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const std::string_view same = a.substr(0, static_cast<size_t>(differ.first - a.begin()));
  if (same.find('[') != std::string_view::npos) return 0;
  const size_t dot = same.rfind('.');
  return dot == std::string_view::npos ? 0 : dot;
}

// Nobody ever puts a value under the key, so that all of them get what settings.js put there, and change that.
bool is_seed(const Settings& settings, const std::vector<KeyUse>& uses) {
  const ContextUse& first = *uses.front().use;
  return first.scope == ContextScope::global && first.certainty == Certainty::constant &&
         std::find(settings.seeds.begin(), settings.seeds.end(), first.key) != settings.seeds.end() &&
         std::none_of(uses.begin(), uses.end(), [](const KeyUse& use) { return use.use->kind == AccessKind::write; });
}

}  // namespace

bool paths_meet(const ContextUse& a, const ContextUse& b) {
  if (a.path == b.path) return true;
  const size_t same = same_parts(a.path, b.path);
  PathParts left(std::string_view(a.path).substr(same), a.certainty == Certainty::constant);
  PathParts right(std::string_view(b.path).substr(same), b.certainty == Certainty::constant);
  PathParts::Part one;
  PathParts::Part other;
  while (left.next(one) && right.next(other)) {
    if (!may_be_same(one, other)) return false;
  }
  return true;
}

StoreFacts store_of(const Settings& settings, const std::vector<KeyUse>& uses) {
  const bool in_memory = uses.front().store.empty() || is_seed(settings, uses);
  return in_memory ? StoreFacts() : store_of(settings, uses.front().store);
}

ContextKeys::ContextKeys(const Model& model) : model_(model) {
  for (const ContextUse& use : model.code.uses) {
    for (const VertexId v : model.graph.vertices_of(use.node)) add(use, v);
  }
  add_changes();
  const auto order = [](const KeyUse& u) {
    return std::tuple(u.use->scope, u.owner, u.store, std::string_view(u.use->key), u.use->certainty);
  };
  std::stable_sort(uses_.begin(), uses_.end(), [&](const KeyUse& a, const KeyUse& b) { return order(a) < order(b); });
}

// Keys are in order, so those with the same beginning stand together.
std::vector<KeyUse> ContextKeys::below(size_t at, size_t end) const {
  constexpr size_t kMost = 64;
  std::vector<KeyUse> found;
  const ContextUse& head = *uses_[at].use;
  if (head.certainty != Certainty::prefix || head.key.empty()) return found;
  const auto first =
      std::lower_bound(uses_.begin() + static_cast<ptrdiff_t>(at), uses_.begin() + static_cast<ptrdiff_t>(end),
                       head.key, [](const KeyUse& use, const std::string& wanted) { return use.use->key < wanted; });
  for (auto use = first; use != uses_.begin() + static_cast<ptrdiff_t>(end) && found.size() < kMost; ++use) {
    if (use->use->key.compare(0, head.key.size(), head.key) != 0) break;
    if (use->use->certainty == Certainty::constant) found.push_back(*use);
  }
  return found;
}

// A change node puts the very object that context holds into the message; code behind it that changes the object
// changes what context holds.
void ContextKeys::add_changes() {
  KeptObjects objects(model_, true);
  for (const NodeCode& code : model_.code.nodes) {
    for (const CodeChange& change : code.changes) {
      for (const VertexId v : model_.graph.vertices_of(code.node)) {
        const std::optional<KeptObject> kept = objects.in_message(v, change.path);
        if (!kept) continue;
        ContextUse& use = derived_.emplace_back(*kept->use);
        use.node = code.node;
        use.kind = AccessKind::mutate;
        use.read_modify_write = true;
        use.time = change.time;
        use.property = change.property;
        use.span = change.span;
        use.code_line = change.code_line;
        add(use, v);
      }
    }
  }
}

// `dev[msg.topic]` is one place where the messages that come have but one topic.
const ContextUse& ContextKeys::placed(const ContextUse& use, VertexId v) {
  const std::string_view name = choosing_property(use.path);
  if (name.empty()) return use;
  const MessageId message = model_.messages->all[v];
  if (message == kNoMessage) return use;
  bool is_own = false;  // the node may have set it by then
  model_.graph.document().property(use.node, "rules").for_each_element([&](JsonValue rule) {
    is_own = is_own || rule.member("p").text() == name || rule.member("to").text() == name;
  });
  const Constant* known = model_.messages->flow.value(message, name).only();
  if (is_own || known == nullptr || known->type != ValueType::text || known->text.find('"') != std::string::npos)
    return use;
  ContextUse& made = derived_.emplace_back(use);
  constexpr std::string_view kMessage = "msg.";
  made.path.replace(static_cast<size_t>(name.data() - use.path.data()) - kMessage.size(), kMessage.size() + name.size(),
                    '"' + known->text + '"');
  return made;
}

void ContextKeys::add(const ContextUse& use, VertexId v) {
  const std::string_view named =
      use.store_kind == StoreKind::constant ? std::string_view(use.store) : std::string_view();
  KeyUse found{&placed(use, v), v, 0,
               use.store_kind == StoreKind::unknown ? "?" : store_of(model_.settings, named).name, arrivals(use, v)};
  if (found.arrivals == 0) return;  // nothing ever makes it happen
  const auto closed = [&](const CodeCondition& condition) { return is_closed_by_variable(model_.graph, v, condition); };
  if (std::any_of(use.conditions.begin(), use.conditions.end(), closed)) return;
  if (use.scope == ContextScope::node) found.owner = v;
  if (use.scope == ContextScope::flow && !flow_owner(v, use.parents, found.owner)) return;
  if (use.on_object) found.owner |= uint64_t{1} << 41;  // a place of its own
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
