// Shapes whose code and context keys are what is hard. SPDX-License-Identifier: Apache-2.0
#include "function_samples.h"
#include "shapes.h"

namespace bench {
namespace {

// A request that goes to `count` functions at once.
void functions(ShapeWriter& out, uint64_t count, std::string (*code)(uint64_t i)) {
  out.tab();
  out.request("start", first_ids(count));
  for (uint64_t i = 0; i < count; ++i) out.function(id_of(i), code(i), {});
}

std::string counting(const std::string& key) {
  return "flow.set('" + key + "', (flow.get('" + key + "') || 0) + 1);\nreturn msg;";
}

void keys(ShapeWriter& out, uint64_t count) {
  functions(out, count, [](uint64_t i) { return counting("key" + std::to_string(i)); });
}

void one_key(ShapeWriter& out, uint64_t count) {
  functions(out, count, [](uint64_t i) { return counting("k.p" + std::to_string(i)); });
}

void any_key(ShapeWriter& out, uint64_t count) {
  functions(out, count, [](uint64_t i) {
    return i % 2 == 0 ? "return { payload: flow.get(msg.topic) };"
                      : "flow.set('key" + std::to_string(i) + "', msg.payload);";
  });
}

void big_function(ShapeWriter& out, uint64_t count) {
  Random random(2);
  FunctionSamples samples(random);
  std::string code;
  while (code.size() < count * 100) code += "{\n" + samples.body(40, "big") + "\n}\n";
  out.tab();
  out.request("start", {"f"});
  out.function("f", code, {});
}

// One function that reads and writes very often.
void many_accesses(ShapeWriter& out, uint64_t count) {
  std::string code;
  for (uint64_t i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    code += "flow.set('k', flow.get('k') + " + n + ");\nglobal.set('g" + n + "', msg);\n";
    code += "x" + n + " = (x" + n + " || 0) + 1;\n";
  }
  out.tab();
  out.request("start", {"f"});
  out.function("f", code, {"last"});
  out.post("last");
}

// What a request does is looked for before it.
void requests(ShapeWriter& out, uint64_t count) {
  const Ids ids = first_ids(count);
  out.tab();
  out.request("start", {"f"});
  out.function("f", "msg.method = msg.x ? 'PUT' : undefined;\n" + std::string(2000, ' ') + "return msg;", ids);
  for (const std::string& id : ids) out.node(id, "http request", {{"method", "use"}, {"url", ""}}, {Ids{}});
}

}  // namespace

ShapeTable code_shapes() {
  return {{"keys", keys},
          {"one-key", one_key},
          {"any-key", any_key},
          {"big-function", big_function},
          {"many-accesses", many_accesses},
          {"requests", requests}};
}

}  // namespace bench
