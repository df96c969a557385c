// SPDX-License-Identifier: Apache-2.0
#include "halint/catalog/catalog.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "catalog/pattern.h"
#include "catalog/type_table.h"
#include "source/number.h"
#include "source/threads.h"

namespace halint {
namespace {

constexpr size_t kMaxRegexSubject = 1024;  // a pattern is about a name, an address or a command

// Types as `acme-*` are found by trying shorter and shorter beginnings.
constexpr size_t kMaxPatternStart = 64;

constexpr Facts kNoFacts{};
constexpr NodeType kNoType{};

// What a path leads to: each value with its text, environment variables replaced.
struct Operand {
  JsonValue value;
  TextValue text;
};

template <typename T>
void overlay(T& base, const T& value, const T& unset) {
  if (!(value == unset)) base = value;
}

void overlay_facts(Facts& base, const Facts& facts) {
  overlay(base.state, facts.state, NodeState::unset);
  overlay(base.per, facts.per, StateOwner::unset);
  overlay(base.group, facts.group, Grouping::unset);
  overlay(base.effect, facts.effect, Effect::unset);
  overlay(base.resource, facts.resource, Resource::unset);
  overlay(base.level, facts.level, Level::unset);
  overlay(base.confidence, facts.confidence, Confidence::unset);
  if (facts.connection) base.connection = facts.connection;
  if (facts.parts) base.parts = facts.parts;
  if (facts.passes) base.passes = facts.passes;
  if (facts.fresh) base.fresh = facts.fresh;
  if (facts.connections) base.connections = facts.connections;
  for (const auto field : {&Facts::path, &Facts::exclusive, &Facts::platform, &Facts::rule, &Facts::fix,
                           &Facts::safe_when, &Facts::note}) {
    overlay(base.*field, facts.*field, std::string_view());
  }
  if (!facts.delivery.empty()) base.delivery = facts.delivery;
  if (!facts.query.empty()) base.query = facts.query;
  if (!facts.sets.empty()) base.sets = facts.sets;
  if (!facts.code.empty()) base.code = facts.code;
  if (!facts.guard.empty()) base.guard = facts.guard;
}

// Compiled once: by the address of the catalogue's word.
using CompiledPatterns = std::unordered_map<const char*, Pattern>;

// What is kept from one test to the next.
struct Scratch {
  CompiledPatterns patterns;
  std::vector<Operand> operands;
};

class CaseReader {
 public:
  // `vertex` is kNoVertex for a config node.
  CaseReader(const FlowGraph& graph, VertexId vertex, NodeId node, const NodeType& type, Scratch& scratch)
      : graph_(graph), vertex_(vertex), node_(node), type_(type), scratch_(scratch) {}

  bool holds(const Test& test, JsonValue& deciding) const {
    std::vector<Operand>& operands = scratch_.operands;
    operands.clear();
    collect(node_, test.path, operands);
    if (operands.empty()) operands.push_back(default_of(test.path));
    const auto found =
        std::find_if(operands.begin(), operands.end(), [&](const Operand& o) { return matches(test, o); });
    // "not" asks that no value passes the inner test.
    if (test.negated) {
      deciding = operands.front().value;
      return found == operands.end();
    }
    if (found == operands.end()) return false;
    deciding = found->value;
    return true;
  }

 private:
  const FlowGraph& graph_;
  VertexId vertex_;
  NodeId node_;
  const NodeType& type_;
  Scratch& scratch_;

  // `word` compiles: it did when its entry was read.
  const Pattern& pattern(std::string_view word) const {
    CompiledPatterns& compiled = scratch_.patterns;
    const auto found = compiled.find(word.data());
    return found != compiled.end() ? found->second
                                   : compiled.emplace(word.data(), *Pattern::compile(word)).first->second;
  }

  Operand default_of(std::string_view path) const {
    for (const DefaultValue& value : type_.defaults) {
      if (value.property == path) return {{}, {TextValue::State::known, std::string(value.value)}};
    }
    return {};
  }

  void collect(NodeId node, std::string_view path, std::vector<Operand>& operands) const {
    if (const size_t arrow = path.find("->"); arrow != std::string_view::npos) {
      const NodeId config =
          graph_.find(graph_.text(vertex_, graph_.document().property(node, path.substr(0, arrow))).text);
      if (config != kNoNode) collect(config, path.substr(arrow + 2), operands);
      return;
    }
    const size_t end = std::min(path.find_first_of(".["), path.size());
    descend(graph_.document().property(node, path.substr(0, end)), path.substr(end), operands);
  }

  void descend(JsonValue value, std::string_view rest, std::vector<Operand>& operands) const {
    if (!value) return;
    if (rest.empty()) {
      operands.push_back({value, graph_.text(vertex_, value)});
    } else if (rest.substr(0, 2) == "[]") {
      value.for_each_element([&](JsonValue element) { descend(element, rest.substr(2), operands); });
    } else {
      rest.remove_prefix(1);
      const size_t end = std::min(rest.find_first_of(".["), rest.size());
      descend(value.member(rest.substr(0, end)), rest.substr(end), operands);
    }
  }

  static bool is_number(std::string_view text, double& number) {
    const std::optional<double> value = read_number(text);
    if (value) number = *value;
    return value.has_value();
  }

  static bool equal(std::string_view a, std::string_view b) {
    if (a == b) return true;
    double left = 0;
    double right = 0;
    return is_number(a, left) && is_number(b, right) && left == right;
  }

  bool matches(const Test& test, const Operand& operand) const {
    const bool empty = operand.value ? operand.value.is_empty() : operand.text.text.empty();
    if (test.kind == TestKind::empty) return (empty ? 1.0 : 0.0) == test.number;
    const std::string_view text = operand.text.text;
    if (operand.text.state == TextValue::State::unknown) return false;
    double number = 0;
    switch (test.kind) {
      case TestKind::any_of:
        return std::any_of(test.words.begin(), test.words.end(),
                           [&](std::string_view word) { return equal(text, word); });
      case TestKind::prefix:
        return text.substr(0, test.words[0].size()) == test.words[0];
      case TestKind::contains:
        return text.find(test.words[0]) != std::string_view::npos;
      case TestKind::regex:
        return text.size() <= kMaxRegexSubject && pattern(test.words[0]).search(text);
      case TestKind::greater:
        return is_number(text, number) && number > test.number;
      case TestKind::less:
        return is_number(text, number) && number < test.number;
      case TestKind::empty:
        break;
    }
    return false;
  }
};

}  // namespace

Catalog::Catalog(std::span<const NodeType> extra, const TypeSource* more)
    : extra_(extra),
      curated_(std::make_unique<CarriedTypes>(curated_types())),
      machine_(std::make_unique<CarriedTypes>(machine_types())),
      more_(more) {}

const NodeType* Catalog::exact(std::string_view type) const {
  for (const NodeType& candidate : extra_) {
    if (candidate.type == type) return &candidate;
  }
  return curated_->find(type);
}

const NodeType* Catalog::find(std::string_view type) const {
  if (const NodeType* found = exact(type); found != nullptr) return found;
  std::string pattern(type.substr(0, kMaxPatternStart));
  for (; !pattern.empty(); pattern.pop_back()) {
    if (const NodeType* found = exact(pattern + '*'); found != nullptr) return found;
  }
  const NodeType* const read = machine_->find(type);
  return read != nullptr || more_ == nullptr ? read : more_->find(type);
}

std::vector<const NodeType*> Catalog::resolve(std::span<const std::string_view> types) const {
  std::vector<const NodeType*> resolved;
  resolved.reserve(types.size());
  for (const std::string_view type : types) resolved.push_back(find(type));
  return resolved;
}

// What is made while nodes are looked at; analyses in several threads may ask for more of them.
struct Behaviors::Work {
  Mutex mutex;
  Scratch scratch;
  // Facts merged from a type and one of its cases: as many as there are cases, not nodes.
  std::map<std::pair<const NodeType*, const Case*>, Facts> merged;
};

Behaviors::~Behaviors() = default;

Behaviors::Behaviors(std::vector<const NodeType*> types, const FlowGraph& graph)
    : graph_(graph), work_(std::make_unique<Work>()), types_(std::move(types)) {
  behaviors_.reserve(graph.vertices().size());
  for (VertexId v = 0; v < graph.vertices().size(); ++v) {
    const Vertex& vertex = graph.vertex(v);
    behaviors_.push_back(vertex.role == VertexRole::node ? decide(v, vertex.node)
                                                         : Behavior{nullptr, &kNoFacts, nullptr, nullptr});
  }
}

Behavior Behaviors::of_config(NodeId node) const {
  const Lock lock(work_->mutex);
  return decide(kNoVertex, node);
}

std::vector<std::span<const std::string_view>> code_properties(std::span<const NodeType* const> types) {
  std::vector<std::span<const std::string_view>> properties;
  for (const NodeType* type : types)
    properties.push_back(type == nullptr ? std::span<const std::string_view>() : type->facts.code);
  return properties;
}

Behaviors::Match Behaviors::match(VertexId vertex, NodeId node, std::span<const Test> tests) const {
  const Lock lock(work_->mutex);
  return test(vertex, node, tests);
}

Behaviors::Match Behaviors::test(VertexId vertex, NodeId node, std::span<const Test> tests) const {
  const NodeType* type = types_[graph_.node(node).type_index];
  const CaseReader reader(graph_, vertex, node, type == nullptr ? kNoType : *type, work_->scratch);
  Match match;
  match.holds = std::all_of(tests.begin(), tests.end(), [&](const Test& one) {
    JsonValue value;
    if (!reader.holds(one, value)) return false;
    if (!match.deciding && value) {
      match.deciding = value;
      match.test = &one;
    }
    return true;
  });
  return match;
}

Behavior Behaviors::decide(VertexId vertex, NodeId node) const {
  Behavior behavior;
  behavior.type = types_[graph_.node(node).type_index];
  behavior.facts = &kNoFacts;
  if (behavior.type == nullptr) return behavior;
  behavior.facts = &behavior.type->facts;
  for (const Case& candidate : behavior.type->cases) {
    const Match found = test(vertex, node, candidate.when);
    if (!found.holds) continue;
    const auto [at, added] = work_->merged.try_emplace({behavior.type, &candidate}, behavior.type->facts);
    if (added) overlay_facts(at->second, candidate.facts);
    behavior.facts = &at->second;
    behavior.place = found.deciding.begin();
    behavior.test = found.test;
    break;
  }
  return behavior;
}

}  // namespace halint
