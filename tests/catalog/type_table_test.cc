// SPDX-License-Identifier: Apache-2.0
#include "catalog/type_table.h"

#include "tests/catch.h"
#include "tables/type_writer.h"

using namespace halint;

namespace {

constexpr std::string_view kWords[] = {"a", "", "\xc3\xa4"};
constexpr Delivery kDeliveries[] = {Delivery::every, Delivery::timer};
constexpr uint16_t kOutputs[] = {0, 300};

NodeType type_with_everything(std::string_view name) {
  static const std::string long_text(20000, 'x');
  static const Test tests[] = {{"rules[].t", TestKind::greater, true, -0.25, {}},
                               {"topic", TestKind::any_of, false, 0, kWords}};
  static const Case cases[] = {{tests, {.state = NodeState::queue, .note = "in a case"}}, {{}, {}}};
  static const DefaultValue defaults[] = {{"qos", "2"}, {"retain", ""}};
  NodeType type{name,        "package", "1.2.3", "file.js:1", long_text, true,
                uint16_t{0}, {},        cases,   defaults,    true,      "perhaps"};
  type.facts = {NodeState::counter,
                StateOwner::connection,
                Grouping::count,
                Effect::reply,
                Resource::clients,
                Level::error,
                Confidence::high,
                true,
                false,
                true,
                false,
                uint16_t{65535},
                "path",
                "exclusive",
                "platform",
                "rule",
                "fix",
                "safe",
                long_text,
                kDeliveries,
                kWords,
                kWords,
                kWords,
                kOutputs};
  return type;
}

void check_texts(std::span<const std::string_view> found, std::span<const std::string_view> wanted) {
  CHECK(std::equal(found.begin(), found.end(), wanted.begin(), wanted.end()));
}

void check_facts(const Facts& found, const Facts& wanted) {
  CHECK(found.state == wanted.state);
  CHECK(found.per == wanted.per);
  CHECK(found.group == wanted.group);
  CHECK(found.effect == wanted.effect);
  CHECK(found.resource == wanted.resource);
  CHECK(found.level == wanted.level);
  CHECK(found.confidence == wanted.confidence);
  CHECK(found.connection == wanted.connection);
  CHECK(found.parts == wanted.parts);
  CHECK(found.passes == wanted.passes);
  CHECK(found.fresh == wanted.fresh);
  CHECK(found.connections == wanted.connections);
  for (const auto text :
       {&Facts::path, &Facts::exclusive, &Facts::platform, &Facts::rule, &Facts::fix, &Facts::safe_when, &Facts::note})
    CHECK(found.*text == wanted.*text);
  CHECK(std::equal(found.delivery.begin(), found.delivery.end(), wanted.delivery.begin(), wanted.delivery.end()));
  check_texts(found.query, wanted.query);
  check_texts(found.sets, wanted.sets);
  check_texts(found.code, wanted.code);
  CHECK(std::equal(found.guard.begin(), found.guard.end(), wanted.guard.begin(), wanted.guard.end()));
}

}  // namespace

TEST_CASE("a carried type is the one that was written", "[catalog]") {
  tables::TypeWriter writer;
  NodeType plain;
  plain.type = "acme";
  writer.add(plain);
  for (const std::string_view name : {"acme in", "acme out"}) writer.add(type_with_everything(name));
  const CarriedTypes types(writer.table());
  CHECK(types.find("acm") == nullptr);
  CHECK(types.find("acme") != nullptr);
  CHECK(types.find("acme zzz") == nullptr);
  CHECK(types.find("acme")->summary.empty());
  CHECK_FALSE(types.find("acme")->inputs);
  for (const std::string_view name : {"acme in", "acme out"}) {
    const NodeType wanted = type_with_everything(name);
    const NodeType* const found = types.find(name);
    REQUIRE(found != nullptr);
    CHECK(found == types.find(name));
    CHECK(found->type == name);
    CHECK(found->package == wanted.package);
    CHECK(found->version == wanted.version);
    CHECK(found->source == wanted.source);
    CHECK(found->summary == wanted.summary);
    CHECK(found->config);
    CHECK(found->inputs == wanted.inputs);
    CHECK(found->machine);
    CHECK(found->maybe == wanted.maybe);
    check_facts(found->facts, wanted.facts);
    REQUIRE(found->defaults.size() == 2);
    CHECK(found->defaults[0].property == "qos");
    CHECK(found->defaults[1].value.empty());
    REQUIRE(found->cases.size() == 2);
    CHECK(found->cases[0].facts.state == NodeState::queue);
    CHECK(found->cases[1].when.empty());
    REQUIRE(found->cases[0].when.size() == 2);
    CHECK(found->cases[0].when[0].negated);
    CHECK(found->cases[0].when[0].kind == TestKind::greater);
    CHECK(found->cases[0].when[0].number == -0.25);
    check_texts(found->cases[0].when[1].words, kWords);
  }
}

TEST_CASE("every type that halint carries is found by its name", "[catalog]") {
  NodeStore store;
  const Catalog catalog;
  const std::vector<NodeType> all = builtin_node_types(store);
  REQUIRE(all.size() > 1000);
  for (const NodeType& type : all) {
    const NodeType* const found = catalog.find(type.type);
    REQUIRE(found != nullptr);
    CHECK(found->type == type.type);
    CHECK(found->source == type.source);
    CHECK_FALSE(found->machine);
  }
}
