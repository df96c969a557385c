// A document with some nodes rewritten is what reading the whole edited file gives.
// SPDX-License-Identifier: Apache-2.0
#include "fix/rewrite.h"

#include <algorithm>
#include <map>

#include "tests/catch.h"
#include "tests/support/testdata.h"

namespace halint {
namespace {

using test::FlowFile;

// By id: every property with the text of its value. Ids that stand there twice make one of both.
std::map<std::string, std::string> said(const Document& document) {
  std::map<std::string, std::string> nodes;
  for (NodeId node = 0; node < document.nodes.size(); ++node) {
    std::string& text = nodes[std::string(document.nodes[node].id)];
    ((text += document.types[document.nodes[node].type_index]) += ' ') += document.nodes[node].z;
    document.for_each_property(node, [&](std::string_view name, JsonValue value) {
      ((text += '\n') += name) += ' ';
      text += value.raw();
    });
  }
  return nodes;
}

void check_rewrite(const FlowFile& file, std::vector<Edit> edits) {
  sort_edits(edits);
  const std::optional<Rewrite> quick = rewrite(file.document(), edits);
  REQUIRE(quick);
  const Result<SourceFile> whole =
      SourceFile::create("whole", PaddedBytes::copy_of(apply_edits(file.source().bytes(), edits)));
  REQUIRE(whole);
  const Result<Document> read = read_document(*whole);
  REQUIRE(read);
  CHECK(said(quick->document) == said(*read));
}

}  // namespace

TEST_CASE("rewrite: nodes that are changed and added are what reading the file gives") {
  for (const std::filesystem::path& path : test::all_flow_files()) {
    const FlowFile file(path);
    const Document& document = file.document();
    if (document.shape == Shape::single_flow || document.nodes.size() < 2) continue;
    INFO(file.name());
    std::vector<Edit> edits;
    for (NodeId node = 0; node < document.nodes.size(); node += 2) {
      edits.push_back(set_property(document, node, "name", "\"new\""));
      edits.push_back(set_property(document, node, "never there before", "[1]"));
      if (node == 2) edits.push_back(copy_node(document, node, {}));
    }
    check_rewrite(file, edits);
    check_rewrite(file, {copy_node(document, 0, {}), copy_node(document, 0, {})});
  }
}

TEST_CASE("rewrite: an edit outside of nodes has the whole file read") {
  const FlowFile file("outside", R"([ {"id": "a", "type": "tab", "label": "x"} ])");
  CHECK(!rewrite(file.document(), std::vector<Edit>{{{1, 1}, " "}}));
  CHECK(!rewrite(file.document(), std::vector<Edit>{{{3, 3}, "]"}}));
}

}  // namespace halint
