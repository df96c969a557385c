// Makes flows for measuring, on stdout and always the same ones:
//   bench_generate NODES [--one-line] [--shape NAME]
// Without a shape: flows as people have them. The shapes are what a careless program chokes on; `--shapes` lists them.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "realistic_flows.h"
#include "shapes.h"

namespace {

bench::ShapeTable all_shapes() {
  bench::ShapeTable shapes = bench::wire_shapes();
  shapes.merge(bench::code_shapes());
  shapes.merge(bench::node_shapes());
  return shapes;
}

struct Wanted {
  uint64_t nodes = 0;
  bool pretty = true;
  bool list = false;
  std::string_view shape;
};

Wanted read_arguments(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--one-line") {
      wanted.pretty = false;
    } else if (argument == "--shapes") {
      wanted.list = true;
    } else if (argument == "--shape" && i + 1 < argc) {
      wanted.shape = argv[++i];
    } else {
      wanted.nodes = std::strtoull(argv[i], nullptr, 10);
    }
  }
  return wanted;
}

}  // namespace

int main(int argc, char** argv) {
  const Wanted wanted = read_arguments(argc, argv);
  const bench::ShapeTable shapes = all_shapes();
  if (wanted.list) {
    for (const auto& [name, write] : shapes) std::puts(name.data());
    return 0;
  }
  const auto shape = shapes.find(wanted.shape);
  if (wanted.nodes == 0 || (!wanted.shape.empty() && shape == shapes.end())) {
    std::fputs("usage: bench_generate NODES [--one-line] [--shape NAME] | --shapes\n", stderr);
    return 2;
  }
  bench::FlowWriter out(wanted.pretty);
  if (wanted.shape.empty()) {
    bench::RealisticFlows(out, wanted.nodes).write();
  } else {
    bench::ShapeWriter writer(out);
    shape->second(writer, wanted.nodes);
  }
  return 0;
}
