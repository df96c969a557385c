// Measures tokenizer, parser and facts on made-up function bodies; prints MB per second of CPU time.
// usage: bench_js_parse [bodies] [rounds]. SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "halint/code/function_facts.h"
#include "halint/code/js/parser.h"

namespace {

/// Repeatable random numbers (xorshift); the same bodies on every machine.
class Random {
 public:
  uint32_t below(uint32_t limit) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<uint32_t>(state_ >> 32) % limit;
  }
  template <size_t N>
  const char* pick(const char* const (&list)[N]) {
    return list[below(N)];
  }

 private:
  uint64_t state_ = 0x9E3779B97F4A7C15;
};

const char* const kNames[] = {"value", "temperature", "count",  "items",  "result", "sensor",
                              "i",     "state",       "device", "config", "x",      "threshold"};
const char* const kKeys[] = {"counter", "lastValue", "devices.list", "state",
                             "queue",   "config",    "alarm.active", "history"};
const char* const kStrings[] = {
    "on", "off", "temperature too high", "kitchen/light", "SELECT * FROM readings", "utf8", "it\\'s \\u00e4"};
const char* const kLines[] = {
    "// keep the last value so that the next message can be compared with it",
    "const @ = msg.payload.@ || 0;",
    "let @ = Number(msg.payload) * 1.8 + 32;",
    "if (@ > 20 && msg.topic !== '$') {\n    msg.payload = { @: @, unit: '$', at: new Date().toISOString() };\n}",
    "var @ = flow.get('%') || 0;",
    "flow.set('%', @ + 1);",
    "global.set('%', msg.payload, 'file');",
    "context.set('%', (context.get('%') || 0) + 1);",
    "for (let i = 0; i < msg.payload.length; i++) {\n    @.push(msg.payload[i].@ * 2);\n}",
    "msg.payload = @.filter(x => x.@ >= 0).map((x, n) => ({ ...x, n, label: `${x.@}: $` }));",
    "node.status({ fill: '$' === @ ? 'red' : 'green', shape: 'dot', text: '$ ' + @ });",
    "try {\n    msg.@ = JSON.parse(msg.payload);\n} catch (error) {\n    node.error('$', msg);\n    return null;\n}",
    "switch (msg.topic) {\n    case '$': @ = 1; break;\n    case 'other': @ = 2; break;\n    default: return null;\n}",
    "msg.payload = msg.payload.toString().replace(/[^0-9.]+/g, '').split('/');",
    "function update@(a, b) {\n    return a && b ? Math.round((a + b) / 2 * 100) / 100 : null;\n}",
    "const { @, ...rest } = msg.payload ?? {};",
    "node.send([{ topic: '$', payload: @ }, null]);",
    "/* block comment about $ */",
    "msg.headers = { 'content-type': 'application/json', '$': `Bearer ${@}` };",
    "setTimeout(() => { node.send({ payload: '$' }); }, 5000);",
    "await new Promise(resolve => setTimeout(resolve, 100));",
};

std::string body(Random& random) {
  std::string text;
  const uint32_t lines = 5 + random.below(36);
  uint32_t written = 0;
  while (written < lines) {
    const std::string line = random.pick(kLines);
    const char* const name = random.pick(kNames);
    for (const char c : line) {
      if (c == '@') {
        text += random.below(3) == 0 ? random.pick(kNames) : name;
      } else if (c == '$' && !text.empty() && text.back() != '`' && text.back() != ' ' && text.back() != '.') {
        text += random.pick(kStrings);
      } else if (c == '%') {
        text += random.pick(kKeys);
      } else {
        text += c;
      }
      if (c == '\n') ++written;
    }
    text += '\n';
    ++written;
  }
  return text + "return msg;\n";
}

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

template <class Work>
void measure(const char* what, double megabytes, int rounds, const Work& work) {
  double best = 1e9;
  size_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = cpu_seconds();
    sum = work();
    const double taken = cpu_seconds() - start;
    if (taken < best) best = taken;
  }
  std::printf("%-16s %7.1f MB/s  %8.2f ms  (%zu)\n", what, megabytes / best, best * 1e3, sum);
}

}  // namespace

int main(int count, char** values) {
  const int bodies = count > 1 ? std::atoi(values[1]) : 20000;
  const int rounds = count > 2 ? std::atoi(values[2]) : 5;
  Random random;
  std::vector<std::string> texts;
  size_t bytes = 0;
  for (int i = 0; i < bodies; ++i) {
    texts.push_back(body(random));
    bytes += texts.back().size();
  }
  if (count > 3) {  // for comparison with other parsers: one body per record, as tests/oracle/js_dump.cc reads them
    std::ofstream out(values[3], std::ios::binary);
    for (const std::string& text : texts) out << text.size() << '\n' << text;
  }
  const double megabytes = static_cast<double>(bytes) / 1e6;
  std::printf("%d bodies, %.2f MB\n", bodies, megabytes);
  measure("tokenizer", megabytes, rounds, [&] {
    size_t tokens = 0;
    for (const std::string& text : texts) {
      halint::js::Tokenizer tokenizer(text);
      halint::js::Token token;
      for (tokenizer.next(token); token.kind != halint::js::TokenKind::end; tokenizer.next(token)) ++tokens;
    }
    return tokens;
  });
  halint::js::Parser parser;
  size_t broken = 0;
  measure("parser", megabytes, rounds, [&] {
    size_t nodes = 0;
    broken = 0;
    for (const std::string& text : texts) {
      const halint::js::Ast& ast = parser.parse(text);
      nodes += ast.nodes.size();
      broken += ast.errors.empty() ? 0U : 1U;
    }
    return nodes;
  });
  halint::FunctionAnalyzer analyzer;
  measure("parser and facts", megabytes, rounds, [&] {
    size_t accesses = 0;
    for (const std::string& text : texts) {
      const halint::CodePart part{text, halint::CodeRole::message};
      accesses += analyzer.analyze({&part, 1}).accesses.size();
    }
    return accesses;
  });
  std::printf("bodies with syntax errors: %zu\n", broken);
  return 0;
}
