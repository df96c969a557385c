// SPDX-License-Identifier: Apache-2.0
#include "halint/catalog/machine_reading.h"

#include <algorithm>
#include <array>
#include <optional>

#include "catalog/reliable_signals.h"
#include "source/number.h"

namespace halint {
namespace {

using package::PackageReading;
using package::Property;
using package::PropertyTest;
using package::Signal;
using package::SignalKind;
using package::TypeReading;

constexpr size_t kMaxCases = 4;
constexpr size_t kMaxSaid = 2;  // doubts that are told

template <typename Value>
struct Meaning {
  SignalKind kind;
  Value value;
};

// In the order of weight: the first that a type shows decides.
constexpr std::array<Meaning<Delivery>, 7> kDeliveries{{{SignalKind::sends_on_widget, Delivery::balanced},
                                                        {SignalKind::sends_on_route, Delivery::balanced},
                                                        {SignalKind::sends_on_shared, Delivery::balanced},
                                                        {SignalKind::sends_on_local, Delivery::local},
                                                        {SignalKind::sends_on_timer, Delivery::timer},
                                                        {SignalKind::sends_on_event, Delivery::every},
                                                        {SignalKind::sends_at_start, Delivery::startup}}};
constexpr std::array<Meaning<NodeState>, 7> kStates{{{SignalKind::keeps_queue, NodeState::queue},
                                                     {SignalKind::keeps_list, NodeState::aggregate},
                                                     {SignalKind::keeps_counter, NodeState::counter},
                                                     {SignalKind::compares_last, NodeState::dedupe},
                                                     {SignalKind::keeps_timer, NodeState::timer},
                                                     {SignalKind::keeps_last, NodeState::cache},
                                                     {SignalKind::keeps_flag, NodeState::latch}}};
constexpr std::array<Meaning<Effect>, 6> kEffects{{{SignalKind::acts_outside, Effect::non_idempotent},
                                                   {SignalKind::queries, Effect::unknown},
                                                   {SignalKind::calls_outside, Effect::unknown},
                                                   {SignalKind::sets_outside, Effect::idempotent},
                                                   {SignalKind::replies, Effect::reply},
                                                   {SignalKind::shows, Effect::screen}}};
constexpr std::array<Meaning<Resource>, 6> kResources{{{SignalKind::uses_hardware, Resource::hardware},
                                                       {SignalKind::uses_local_database, Resource::database},
                                                       {SignalKind::runs_process, Resource::process},
                                                       {SignalKind::writes_file, Resource::file_write},
                                                       {SignalKind::watches_file, Resource::file_watch},
                                                       {SignalKind::reads_file, Resource::file_read}}};

class Judge {
 public:
  Judge(NodeStore& store, const PackageReading& package, const TypeReading& reading)
      : store_(store), package_(package), reading_(reading) {}

  NodeType run() {
    NodeType type;
    type.type = store_.keep(reading_.type);
    type.package = store_.keep(package_.name);
    type.version = store_.keep(package_.version);
    type.config = reading_.config;
    type.machine = true;
    if (reading_.in_editor && !reading_.config) type.inputs = reading_.inputs;
    facts_.confidence = Confidence::low;
    source();
    pick(kStates, facts_.state);
    effect();
    pick(kResources, facts_.resource);
    if (const Signal* const found = first(SignalKind::listens); found != nullptr && is_reliable(*found, reading_)) {
      facts_.exclusive = "the port on which it listens";
      say(*found);
    } else if (found != nullptr) {
      doubt(*found);
    }
    if (const Signal* const found = first(SignalKind::connects); found != nullptr) doubt(*found);
    passes();
    if (is_source(reading_) && facts_.delivery.empty() && cases_.empty())
      doubts_.push_back("sends of its own accord, since it has no input, " + place(reading_.file, reading_.line));
    others();
    type.facts = facts_;
    type.cases = store_.keep(std::move(cases_));
    type.defaults = store_.keep(std::move(defaults_));
    type.source = store_.keep(source_.empty() ? place(reading_.file, reading_.line) : source_);
    type.summary = store_.keep(said_.empty() ? silence() : said_);
    type.maybe = store_.keep(doubts());
    return type;
  }

 private:
  NodeStore& store_;
  const PackageReading& package_;
  const TypeReading& reading_;
  Facts facts_;
  std::vector<Case> cases_;
  std::vector<DefaultValue> defaults_;
  std::vector<std::string> doubts_;
  std::string source_, said_;

  static std::string place(const std::string& file, uint32_t line) { return file + ':' + std::to_string(line); }

  [[nodiscard]] std::string silence() const {
    return reading_.config ? "A configuration node." : "Nothing of note was read in its code.";
  }

  [[nodiscard]] std::string doubts() {
    if (!reading_.followed)
      doubts_.insert(doubts_.begin(), "its code could not be followed, " + place(reading_.file, reading_.line));
    std::string out;
    for (size_t i = 0; i < std::min(doubts_.size(), kMaxSaid); ++i) out.append(i == 0 ? "" : "; ").append(doubts_[i]);
    return out;
  }

  // An unconditional signal of this kind, else the first one; calls of known modules before guesses.
  [[nodiscard]] const Signal* first(SignalKind kind) const {
    const Signal* best = nullptr;
    const auto weight = [](const Signal& s) { return (s.known ? 2 : 0) + (s.when.empty() ? 1 : 0); };
    for (const Signal& signal : reading_.signals) {
      if (signal.kind == kind && (best == nullptr || weight(signal) > weight(*best))) best = &signal;
    }
    return best;
  }

  void say(const Signal& signal) {
    if (source_.empty()) source_ = place(signal.file, signal.line);
    std::string words = signal_words(signal);
    if (said_.empty() && !words.empty() && words[0] >= 'a' && words[0] <= 'z')
      words[0] = static_cast<char>(words[0] - 'a' + 'A');
    said_.append(said_.empty() ? "" : "; ").append(words);
  }

  void doubt(const Signal& signal) { doubts_.push_back(signal_words(signal)); }

  void set_delivery(Facts& facts, Delivery delivery) { facts.delivery = store_.keep(std::vector<Delivery>{delivery}); }

  void source() {
    bool told = false;
    for (const auto& [kind, delivery] : kDeliveries) {
      const Signal* const found = first(kind);
      if (found == nullptr || told) continue;
      if (!is_reliable(*found, reading_)) {
        doubt(*found);
        continue;
      }
      told = told || found->when.empty();
      if (found->when.empty()) {
        set_delivery(facts_, delivery);
        say(*found);
      } else {
        conditional(kind, delivery);
      }
    }
  }

  // `if (poll) … if (poll > 0)`: the second says it all.
  static bool is_told_closer(const Signal& signal, const PropertyTest& test) {
    return test.kind == PropertyTest::Kind::truthy && !test.negated &&
           std::any_of(signal.when.begin(), signal.when.end(), [&](const PropertyTest& other) {
             return other.property == test.property && other.kind != PropertyTest::Kind::truthy && !other.negated;
           });
  }

  // One property under two conditions: cases that fall through, or a way that does not exist.
  static bool asks_twice(const std::vector<Test>& tests) {
    return std::any_of(tests.begin(), tests.end(), [&](const Test& one) {
      return std::any_of(tests.begin(), tests.end(),
                         [&](const Test& other) { return &one != &other && one.path == other.path; });
    });
  }

  // Each way to it becomes a case.
  void conditional(SignalKind kind, Delivery delivery) {
    bool said = false;
    for (const Signal& signal : reading_.signals) {
      if (signal.kind != kind || cases_.size() >= kMaxCases) continue;
      std::vector<Test> tests;
      for (const PropertyTest& test : signal.when) {
        if (const std::optional<Test> made = test_of(test); made && !is_told_closer(signal, test))
          tests.push_back(*made);
      }
      if (asks_twice(tests)) {
        doubt(signal);
        continue;
      }
      if (tests.empty()) {
        set_delivery(facts_, delivery);
        if (!said) say(signal);
        return;
      }
      Case one;
      one.when = store_.keep(std::move(tests));
      set_delivery(one.facts, delivery);
      cases_.push_back(one);
      if (!said) say(signal);
      said = true;
    }
  }

  [[nodiscard]] const Property* property(const std::string& name) const {
    const auto found = std::find_if(reading_.properties.begin(), reading_.properties.end(),
                                    [&](const Property& p) { return p.name == name; });
    return found == reading_.properties.end() ? nullptr : &*found;
  }

  // Only of a property that the editor knows: others hold something else than the file says.
  std::optional<Test> test_of(const PropertyTest& test) {
    const Property* const found = property(test.property);
    if (found == nullptr) return std::nullopt;
    Test out;
    out.path = store_.keep(test.property);
    out.negated = test.negated;
    switch (test.kind) {
      case PropertyTest::Kind::truthy:
        if (found->boolean) {
          out.words = store_.keep(std::vector<std::string>{"true"});
        } else {
          out.words = store_.keep(std::vector<std::string>{"", "false", "0"});
          out.negated = !test.negated;
        }
        break;
      case PropertyTest::Kind::equals:
        out.words = store_.keep(std::vector<std::string>{test.value});
        break;
      case PropertyTest::Kind::greater:
      case PropertyTest::Kind::less: {
        out.kind = test.kind == PropertyTest::Kind::greater ? TestKind::greater : TestKind::less;
        const std::optional<double> number = read_number(test.value);
        if (!number) return std::nullopt;
        out.number = *number;
        break;
      }
    }
    const bool known = std::any_of(defaults_.begin(), defaults_.end(),
                                   [&](const DefaultValue& value) { return value.property == test.property; });
    if (!known) defaults_.push_back({store_.keep(test.property), store_.keep(found->value)});
    return out;
  }

  template <typename Value, size_t N>
  void pick(const std::array<Meaning<Value>, N>& meanings, Value& value) {
    for (const auto& [kind, meaning] : meanings) {
      const Signal* const found = first(kind);
      if (found == nullptr) continue;
      if (!is_reliable(*found, reading_)) {
        doubt(*found);
        continue;
      }
      if (value != Value::unset) continue;
      value = meaning;
      say(*found);
    }
  }

  void effect() {
    const bool any =
        std::any_of(kEffects.begin(), kEffects.end(), [&](const auto& m) { return first(m.kind) != nullptr; });
    for (const auto& [kind, meaning] : kEffects) {
      const Signal* const found = first(kind);
      if (found == nullptr) continue;
      if (!is_reliable(*found, reading_)) {
        doubt(*found);
        continue;
      }
      if (facts_.effect != Effect::unset) continue;
      // A guess from a name says that something is done, not what; what sets one value may set others as well.
      const bool exact = found->known && meaning != Effect::idempotent;
      facts_.effect = exact ? meaning : Effect::unknown;
      say(*found);
    }
    if (any || !reading_.followed || reading_.config) return;
    // Silence about what goes on outside is no proof that nothing does.
    const bool seen = reading_.alone || first(SignalKind::reads_outside) != nullptr;
    if (is_sink(reading_)) {
      doubts_.push_back("acts outside, since it has no output, " + place(reading_.file, reading_.line));
    } else if (!seen) {
      doubts_.push_back("does something with other nodes or modules that could not be told, " +
                        place(reading_.file, reading_.line));
    } else {
      facts_.effect = Effect::none;
    }
  }

  // Where what comes in goes on under one condition only, a property says whether it does.
  void conditional_passes() {
    const PropertyTest* asked = nullptr;
    for (const Signal& signal : reading_.signals) {
      if (signal.kind != SignalKind::passes) continue;
      if (signal.when.empty()) return;
      const PropertyTest& test = signal.when.front();
      if (asked != nullptr && (asked->property != test.property || asked->kind != test.kind ||
                               asked->negated != test.negated || asked->value != test.value))
        return;
      asked = &test;
    }
    if (asked == nullptr || !cases_.empty()) return;
    std::optional<Test> test = test_of(*asked);
    if (!test) return;
    test->negated = !test->negated;
    Case one;
    one.when = store_.keep(std::vector<Test>{*test});
    one.facts.passes = false;
    cases_.push_back(one);
  }

  void passes() {
    conditional_passes();
    const bool sends = std::any_of(reading_.signals.begin(), reading_.signals.end(),
                                   [](const Signal& s) { return s.kind == SignalKind::passes; });
    if (reading_.followed && reading_.in_editor && reading_.inputs > 0 && !sends) facts_.passes = false;
  }

  void others() {
    for (const SignalKind kind :
         {SignalKind::holds_session, SignalKind::uses_context, SignalKind::runs_code, SignalKind::unresolved}) {
      if (const Signal* const found = first(kind); found != nullptr) doubt(*found);
    }
  }
};

}  // namespace

NodeType read_by_machine(NodeStore& store, const PackageReading& package, const TypeReading& reading) {
  return Judge(store, package, reading).run();
}

}  // namespace halint
