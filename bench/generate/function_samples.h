// Function code of any length, put together from statements as people write them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "random.h"

namespace bench {

/// `@v` becomes a name that is new in the body, `@o` an older one, `@n` a number, `@w` a word, `@k` a context key.
inline constexpr std::string_view kStatements[] = {
    "const @v = msg.payload.@w || @n;",
    "let @v = Number(msg.payload.value) * @n / 100;",
    "if (@o > @n) {\n    node.warn(\"@w above limit: \" + @o);\n    return null;\n}",
    "msg.topic = \"plant/\" + msg.@w + \"/state\";",
    "msg.payload.@w = { value: @o, unit: \"kWh\", quality: \"good\" };",
    "// the @w comes every @n seconds",
    "const @v = (msg.payload.items || []).filter(item => item.@w > @n).map(item => item.value);",
    "for (let i = 0; i < @n; i++) {\n    if (msg.payload[i] === undefined) continue;\n    msg.payload[i] = "
    "msg.payload[i] + @o;\n}",
    "try {\n    msg.payload = JSON.parse(msg.payload);\n} catch (error) {\n    node.error(\"bad @w: \" + "
    "error.message, msg);\n    return;\n}",
    "switch (msg.payload.@w) {\n    case \"on\":\n        msg.command = 1;\n        break;\n    case \"off\":\n        "
    "msg.command = 0;\n        break;\n    default:\n        return null;\n}",
    "const { @w: @v } = msg.payload;",
    "let @v = `${msg.topic}/@w/${new Date().toISOString()}`;",
    "node.status({ fill: \"green\", shape: \"dot\", text: \"@w \" + @o });",
    "msg.headers = { \"content-type\": \"application/json\", \"x-@w\": String(@o) };",
    "const @v = Math.round((@o + @n) * 100) / 100;",
    "function @v(value) {\n    return value === null ? 0 : parseFloat(value).toFixed(2);\n}",
    "delete msg.payload.@w;",
    "if (!msg.payload || typeof msg.payload.@w !== \"number\") {\n    msg.payload = { @w: @n };\n}",
    "const @v = msg.payload.reduce ? msg.payload.reduce((sum, x) => sum + x, 0) : @n;",
    "msg.@w = Buffer.from(String(@o)).toString(\"base64\");",
    "const @v = /^([a-z]+)-(\\d{2,})$/.exec(msg.topic);",
    "msg.payload.rows = Object.keys(msg.payload).map((name, index) => ({ name, index, ok: index % 2 === 0 }));",
    "/* @w: see the manual of the meter, chapter @n */",
    "const @v = env.get(\"LIMIT_@n\") ?? @n;",
};
/// About one body in four keeps something.
inline constexpr std::string_view kContextStatements[] = {
    "let @v = flow.get(\"@k\") || 0;\nflow.set(\"@k\", @v + 1);",
    "const @v = flow.get(\"@k\");",
    "global.set(\"@k\", msg.payload);",
    "const @v = context.get(\"last\") || {};\ncontext.set(\"last\", msg.payload);",
};
inline constexpr std::string_view kWords[] = {"power", "temperature", "humidity", "level",   "flowRate", "status",
                                              "alarm", "order",       "batch",    "device",  "sensor",   "valve",
                                              "pump",  "counter",     "energy",   "pressure"};

class FunctionSamples {
 public:
  explicit FunctionSamples(Random& random) : random_(random) {}

  /// At least `lines` lines; `keys` names the set of context keys that it may use.
  std::string body(size_t lines, std::string_view keys) {
    std::string out;
    fresh_ = 0;
    const bool keeps = random_.chance(25);
    if (keeps) add(out, random_.pick(kContextStatements), keys);
    for (size_t line = 0; line < lines;) {
      const std::string_view statement = random_.pick(kStatements);
      for (const char c : statement) line += c == '\n' ? 1 : 0;
      ++line;
      add(out, statement, keys);
    }
    return out + (random_.chance(80) ? "return msg;" : "node.send([msg, null]);\nreturn;");
  }

 private:
  Random& random_;
  size_t fresh_ = 0;

  void add(std::string& out, std::string_view statement, std::string_view keys) {
    const size_t known = fresh_;
    for (size_t i = 0; i < statement.size(); ++i) {
      const bool hole = statement[i] == '@' && i + 1 < statement.size();
      if (!hole) {
        out += statement[i];
        continue;
      }
      switch (statement[++i]) {
        case 'v':
          fresh_ = known + 1;
          out += "v" + std::to_string(known);
          break;
        case 'o':
          out += known == 0 ? "msg.value" : "v" + std::to_string(random_.below(known));
          break;
        case 'n':
          out += std::to_string(random_.below(900) + 2);
          break;
        case 'k':
          out += std::string(keys) + std::string(kWords[key_of(keys)]);
          break;
        default:
          out += random_.pick(kWords);
      }
    }
    out += '\n';
  }
  // The same key within a statement.
  size_t key_of(std::string_view keys) const { return (fresh_ * 7 + keys.size() * 3) % 16; }
};

}  // namespace bench
