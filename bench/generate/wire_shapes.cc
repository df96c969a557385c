// Shapes whose wires, links and subflows are what is hard. SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "shapes.h"

namespace bench {
namespace {

// Nodes one behind the other, and then a request to outside.
void line(ShapeWriter& out, uint64_t count, std::string_view type, const Fields& settings) {
  for (uint64_t i = 0; i < count; ++i) {
    out.node(id_of(i), type, settings, {Ids{i + 1 < count ? id_of(i + 1) : "last"}});
  }
  out.post("last");
}

void chain(ShapeWriter& out, uint64_t count) {
  out.tab();
  out.timer("start", {id_of(0)});
  line(out, count, "change", {{"rules", Ids{}}});
}

// Every node is a finding, and each has a longer way than the one before.
void state_chain(ShapeWriter& out, uint64_t count) {
  out.tab();
  out.request("start", {id_of(0)});
  line(out, count, "smooth", {{"count", "10"}});
}

void star_in(ShapeWriter& out, uint64_t count) {
  out.tab();
  for (const std::string& id : first_ids(count)) out.timer(id, {"hub"});
  out.node("hub", "join", {{"mode", "custom"}, {"count", "4"}}, {Ids{"last"}});
  out.post("last");
}

void star_out(ShapeWriter& out, uint64_t count) {
  const Ids ids = first_ids(count);
  out.tab();
  out.timer("hub", ids);
  for (const std::string& id : ids) out.post(id);
}

// A clique: as many links in as links out, each linked to all of the others.
void links(ShapeWriter& out, uint64_t count) {
  const auto side = static_cast<uint64_t>(std::sqrt(static_cast<double>(count)));
  Ids in;
  Ids outs;
  for (uint64_t i = 0; i < side; ++i) {
    in.push_back("in" + std::to_string(i));
    outs.push_back("out" + std::to_string(i));
  }
  out.tab();
  for (uint64_t i = 0; i < side; ++i) {
    const std::string post = "p" + std::to_string(i);
    out.timer("t" + std::to_string(i), {outs[i]});
    out.node(outs[i], "link out", {{"links", in}}, {});
    out.node(in[i], "link in", {{"links", outs}}, {Ids{post}});
    out.post(post);
  }
}

// Layers of 100 nodes, each wired to all of the next: from everywhere, much is near.
void lattice(ShapeWriter& out, uint64_t count) {
  constexpr uint64_t kWidth = 100;
  const Fields settings{{"mode", "custom"}, {"count", "4"}, {"func", "flow.set('k', flow.get('k') + 1);\nreturn msg;"}};
  out.tab();
  out.request("start", {id_of(0)});
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t next = (i / kWidth + 1) * kWidth;
    Ids to;
    for (uint64_t k = next; k < next + kWidth && k < count; ++k) to.push_back(id_of(k));
    out.node(id_of(i), i % 2 == 0 ? "join" : "function", settings, {to});
  }
}

// Subflows one in the other, each with as many instances of the next; in the last, nodes with state.
void nest(ShapeWriter& out, uint64_t count, bool twice) {
  out.tab();
  out.request("start", {"top"});
  out.node("top", "subflow:s0", {}, {});
  for (uint64_t i = 0; i < count; ++i) {
    const std::string id = "s" + std::to_string(i);
    const std::string type = i + 1 == count ? "smooth" : "subflow:s" + std::to_string(i + 1);
    out.config(id, "subflow", {{"in", Objects{{{"wires", Objects{{{"id", id + "a"}}}}}}}, {"out", Ids{}}});
    out.node(id + "a", type, {}, {Ids{}}, id);
    if (twice) out.node(id + "b", type, {}, {Ids{}}, id);
  }
}
void nesting(ShapeWriter& out, uint64_t count) { nest(out, count, false); }
void unfolding(ShapeWriter& out, uint64_t count) { nest(out, count, true); }

void no_targets(ShapeWriter& out, uint64_t count) {
  out.tab();
  for (uint64_t i = 0; i < count; ++i) {
    out.node(id_of(i), "change", {{"rules", Ids{}}}, {Ids{"nowhere" + std::to_string(i)}});
  }
}

}  // namespace

ShapeTable wire_shapes() {
  return {{"chain", chain},          {"state-chain", state_chain}, {"star-in", star_in}, {"star-out", star_out},
          {"links", links},          {"lattice", lattice},         {"nesting", nesting}, {"unfolding", unfolding},
          {"no-targets", no_targets}};
}

}  // namespace bench
