// SPDX-License-Identifier: Apache-2.0
#include "halint/flow/graph.h"

#include <algorithm>
#include <string>

#include "tests/catch.h"

using namespace halint;

namespace {

struct Built {
  SourceFile file;
  Document document;
  NodeTable nodes;
  FlowGraph graph;
  explicit Built(std::string_view text)
      : file(*SourceFile::create("f.json", PaddedBytes::copy_of(text))),
        document(*read_document(file)),
        nodes(document),
        graph(nodes) {}

  // "a>b c" for every node with edges: where messages go from its vertices.
  [[nodiscard]] std::string edges_of(std::string_view id) const {
    std::string out;
    for (VertexId v = 0; v < graph.vertices().size(); ++v) {
      if (graph.vertex(v).node == kNoNode || graph.node(graph.vertex(v).node).id != id) continue;
      for (const Edge& edge : graph.out(v)) out += std::string(graph.node(graph.vertex(edge.to).node).id) + " ";
    }
    return out;
  }
  [[nodiscard]] size_t problems(ProblemKind kind) const {
    return static_cast<size_t>(std::count_if(graph.problems().begin(), graph.problems().end(),
                                             [kind](const Problem& p) { return p.kind == kind; }));
  }
  [[nodiscard]] size_t vertices(std::string_view id) const { return graph.vertices_of(graph.find(id)).size(); }
};

}  // namespace

TEST_CASE("wires and links of both ends become edges, once") {
  const Built g(R"j([{"id":"t","type":"tab"},{"id":"u","type":"tab"},
    {"id":"a","type":"inject","z":"t","x":1,"y":1,"wires":[["lo"]]},
    {"id":"lo","type":"link out","z":"t","x":1,"y":1,"links":["li"],"wires":[]},
    {"id":"li","type":"link in","z":"u","x":1,"y":1,"links":["lo","lx"],"wires":[["d"]]},
    {"id":"lx","type":"link out","z":"t","x":1,"y":1,"links":[],"wires":[]},
    {"id":"d","type":"debug","z":"u","x":1,"y":1,"wires":[]}])j");
  CHECK(g.edges_of("a") == "lo ");
  CHECK(g.edges_of("lo") == "li ");
  CHECK(g.edges_of("lx") == "li ");
  CHECK(g.graph.problems().empty());
}

TEST_CASE("a link call goes into the routine and on from itself") {
  const Built g(R"j([{"id":"t","type":"tab"},
    {"id":"c","type":"link call","z":"t","x":1,"y":1,"links":["li"],"wires":[["d"]]},
    {"id":"li","type":"link in","z":"t","x":1,"y":1,"links":[],"wires":[["r"]]},
    {"id":"r","type":"link out","mode":"return","z":"t","x":1,"y":1,"links":[],"wires":[]},
    {"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]}])j");
  CHECK(g.edges_of("c") == "li c d ");
  CHECK(g.edges_of("r").empty());
}

TEST_CASE("each subflow instance has vertices of its own, nested ones too") {
  const Built g(R"j([{"id":"t","type":"tab"},
    {"id":"s","type":"subflow","in":[{"wires":[{"id":"i1"}]}],"out":[{"wires":[{"id":"i1","port":0}]}]},
    {"id":"i1","type":"subflow:s2","z":"s","x":1,"y":1,"wires":[[]]},
    {"id":"s2","type":"subflow","in":[{"wires":[{"id":"f"}]}],"out":[{"wires":[{"id":"f","port":0},{"id":"s2","port":0}]}]},
    {"id":"f","type":"function","z":"s2","x":1,"y":1,"wires":[[]]},
    {"id":"x","type":"subflow:s","z":"t","x":1,"y":1,"wires":[["d"]]},
    {"id":"y","type":"subflow:s","z":"t","x":1,"y":1,"wires":[["d"]]},
    {"id":"d","type":"debug","z":"t","x":1,"y":1,"wires":[]}])j");
  CHECK(g.vertices("f") == 2);
  CHECK(g.graph.instances().size() == 5);
  CHECK(g.edges_of("x") == "i1 d ");
  CHECK_FALSE(g.graph.shares_instances());
}

TEST_CASE("what is disabled does not run") {
  const Built g(R"j([{"id":"t","type":"tab","disabled":true},{"id":"u","type":"tab"},
    {"id":"a","type":"mqtt in","z":"t","x":1,"y":1,"broker":"b","wires":[[]]},
    {"id":"e","type":"mqtt in","z":"u","x":1,"y":1,"d":true,"broker":"b","wires":[[]]},
    {"id":"b","type":"mqtt-broker"},
    {"id":"f","type":"mqtt in","z":"u","x":1,"y":1,"broker":"b2","wires":[[]]},
    {"id":"b2","type":"mqtt-broker","tls":"k"},{"id":"k","type":"tls-config"}])j");
  CHECK(g.vertices("a") == 0);
  CHECK(g.vertices("e") == 0);
  CHECK_FALSE(g.graph.info(g.graph.find("b")).runs);
  CHECK(g.graph.info(g.graph.find("b2")).runs);
  CHECK(g.graph.info(g.graph.find("k")).runs);
  CHECK(g.graph.nodes().users(g.graph.find("b2")).size() == 1);
}

TEST_CASE("catch, status and complete hear their scope") {
  const Built g(R"j([{"id":"t","type":"tab"},{"id":"g","type":"group","z":"t"},
    {"id":"a","type":"function","z":"t","g":"g","x":1,"y":1,"wires":[[]]},
    {"id":"b","type":"function","z":"t","x":1,"y":1,"wires":[[]]},
    {"id":"all","type":"catch","z":"t","x":1,"y":1,"scope":null,"wires":[[]]},
    {"id":"one","type":"complete","z":"t","x":1,"y":1,"scope":["b"],"wires":[[]]},
    {"id":"grp","type":"status","z":"t","g":"g","x":1,"y":1,"scope":"group","wires":[[]]}])j");
  const auto heard_by = [&](std::string_view listener) {
    std::string out;
    const VertexId v = g.graph.vertices_of(g.graph.find(listener)).front();
    for (const Edge& edge : g.graph.in(v)) {
      if (g.graph.vertex(edge.to).role == VertexRole::node)
        out += std::string(g.graph.node(g.graph.vertex(edge.to).node).id) + " ";
      else
        for (const Edge& into : g.graph.in(edge.to))
          out += std::string(g.graph.node(g.graph.vertex(into.to).node).id) + " ";
    }
    return out;
  };
  CHECK(heard_by("all") == "a b one ");
  CHECK(heard_by("one") == "b ");
  CHECK(heard_by("grp") == "a ");
}

TEST_CASE("catch and status without a place hear nothing, and stand for no vertex without a node") {
  const Built g(R"j([{"id":"t","type":"tab"},
    {"id":"f","type":"function","z":"t","x":1,"y":1,"wires":[]},{"id":"o","type":"function","x":1,"y":1,"wires":[]},
    {"id":"p","type":"function","z":"gone","x":1,"y":1,"wires":[]},
    {"id":"c","type":"catch","scope":"group","z":"t","x":1,"y":1,"wires":[]},{"id":"s","type":"status","scope":"group","z":"t","x":1,"y":1,"wires":[]},
    {"id":"d","type":"catch","scope":null,"x":1,"y":1,"wires":[]},{"id":"e","type":"status","scope":null,"z":"gone","x":1,"y":1,"wires":[]}])j");
  for (const Vertex& vertex : g.graph.vertices()) CHECK(vertex.node < g.graph.nodes().size());
  for (const char* const id : {"f", "o", "p"}) CHECK(g.edges_of(id).empty());
}

TEST_CASE("variables are replaced only as a whole, from the innermost place that knows them") {
  const Built g(
      R"j([{"id":"t","type":"tab","env":[{"name":"A","value":"tab","type":"str"},{"name":"J","value":"$now()","type":"jsonata"}]},
    {"id":"g","type":"group","z":"t","env":[{"name":"B","value":"group","type":"str"}]},
    {"id":"s","type":"subflow","env":[{"name":"A","value":"template","type":"str"},{"name":"C","value":"default","type":"str"}]},
    {"id":"f","type":"function","z":"s","x":1,"y":1,"p":"${A}","q":"${C}","wires":[]},
    {"id":"x","type":"subflow:s","z":"t","x":1,"y":1,"env":[{"name":"A","value":"instance","type":"str"}],"wires":[]},
    {"id":"n","type":"function","z":"t","g":"g","x":1,"y":1,"p":"${A}","q":"$(B)","r":"a-${A}","o":"${NOWHERE}","j":"${J}","wires":[]}])j");
  const VertexId n = g.graph.vertices_of(g.graph.find("n")).front();
  CHECK(g.graph.text(n, "p").text == "tab");
  CHECK(g.graph.text(n, "q").text == "group");
  CHECK(g.graph.text(n, "r").text == "a-${A}");
  CHECK(g.graph.text(n, "o").state == TextValue::State::unknown);
  CHECK(g.graph.text(n, "o").variable == "NOWHERE");
  CHECK(g.graph.text(n, "j").state == TextValue::State::unknown);
  const VertexId f = g.graph.vertices_of(g.graph.find("f")).front();
  CHECK(g.graph.text(f, "p").text == "instance");
  CHECK(g.graph.text(f, "q").text == "default");
}

TEST_CASE("faults of the flows are told and survived") {
  const Built g(R"j([{"id":"t","type":"tab"},{"id":"t","type":"tab"},{"type":"debug"},
    {"id":"a","type":"inject","z":"t","x":1,"y":1,"wires":[["gone"]]},
    {"id":"l","type":"link out","z":"t","x":1,"y":1,"links":["gone"],"wires":[]},
    {"id":"x","type":"subflow:gone","z":"t","x":1,"y":1,"wires":[]},
    {"id":"s","type":"subflow"},{"id":"i","type":"subflow:s","z":"s","x":1,"y":1,"wires":[]},
    {"id":"y","type":"subflow:s","z":"t","x":1,"y":1,"wires":[]},
    {"id":"g1","type":"group","z":"t","g":"g2"},{"id":"g2","type":"group","z":"t","g":"g1"}])j");
  CHECK(g.problems(ProblemKind::duplicate_id) == 1);
  CHECK(g.problems(ProblemKind::missing_id) == 1);
  CHECK(g.problems(ProblemKind::wire_to_nowhere) == 1);
  CHECK(g.problems(ProblemKind::link_to_nowhere) == 1);
  CHECK(g.problems(ProblemKind::unknown_subflow) == 1);
  CHECK(g.problems(ProblemKind::cyclic_subflow) == 1);
  CHECK(g.problems(ProblemKind::cyclic_group) == 1);
}

TEST_CASE("subflows that would unfold into too much share their vertices") {
  // 30 levels of two instances each: 2^30 nodes when unfolded.
  std::string text = R"j([{"id":"t","type":"tab"},{"id":"top","type":"subflow:s29","z":"t","x":1,"y":1,"wires":[[]]})j";
  for (int level = 0; level < 30; ++level) {
    const std::string s = "s" + std::to_string(level);
    text += R"(,{"id":")" + s + R"(","type":"subflow","in":[],"out":[]})";
    for (const char* side : {"a", "b"}) {
      const std::string type = level == 0 ? "debug" : "subflow:s" + std::to_string(level - 1);
      text += R"(,{"id":")" + s + side + R"(","type":")" + type + R"(","z":")" + s + R"(","x":1,"y":1,"wires":[]})";
    }
  }
  const Built g(text + "]");
  CHECK(g.graph.shares_instances());
  CHECK(g.vertices("s0a") == 1);
}
