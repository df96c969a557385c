// SPDX-License-Identifier: Apache-2.0
#include "analysis/message_writes.h"

#include <algorithm>
#include <array>

#include "analysis/switch_rules.h"
#include "code/sql.h"

namespace halint {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// `asked` stands inside of what `written` names: `payload.cmd` in `payload`.
bool is_inside(std::string_view asked, std::string_view written) {
  return asked.size() > written.size() && starts_with(asked, written) && asked[written.size()] == '.';
}

// Something inside of a value.
MessageValue member_of(const MessageValue& whole) {
  if (whole.always([](const Constant& c) { return c.type != ValueType::object; }))
    return constant(ValueType::undefined, {});
  return {{}, true, whole.elected, whole.sources};
}

// packages/node_modules/@node-red/util/lib/util.js, evaluateNodeProperty: `object` and `iso` are no numbers.
MessageValue time_value(std::string_view form) {
  if (form == "object" || form == "iso") return anything(from_nondeterministic);
  MessageValue time = constant(ValueType::number, "?", TextForm::holes);
  time.sources = from_nondeterministic;
  return time;
}

MessageValue elected() { return {{}, true, true, from_constant}; }

uint8_t sources_of_jsonata(std::string_view text) {
  uint8_t sources = from_message;
  for (const std::string_view word : {"$random", "$now(", "$millis(", "$now (", "$millis ("}) {
    if (text.find(word) != std::string_view::npos) sources |= from_nondeterministic;
  }
  if (text.find("Context") != std::string_view::npos) sources |= from_context;
  return sources;
}

// A JSONata expression that is a literal.
MessageValue jsonata_value(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return anything();
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  if (text == "true" || text == "false") return constant(ValueType::boolean, text);
  if (text == "null") return constant(ValueType::null, text);
  const char quote = text.front();
  if (text.size() > 1 && (quote == '"' || quote == '\'')) {
    const size_t end = text.find(quote, 1);
    const bool escaped = text.find('\\') != std::string_view::npos;
    if (end == text.size() - 1 && !escaped) return constant(ValueType::text, text.substr(1, end - 1));
    if (end != std::string_view::npos && !escaped &&
        text.substr(end + 1).find_first_not_of(" \t\r\n") != std::string_view::npos &&
        text[text.find_first_not_of(" \t\r\n", end + 1)] == '&') {
      MessageValue value = constant(ValueType::text, text.substr(1, end - 1), TextForm::beginning);
      value.sources = sources_of_jsonata(text);
      return value;
    }
  }
  if (text.find_first_not_of("0123456789.-") == std::string_view::npos) return constant(ValueType::number, text);
  return anything(sources_of_jsonata(text));
}

// A Mustache template as a text: each tag may stand for anything.
MessageValue template_value(const std::string& text, bool mustache) {
  if (!mustache || text.find("{{") == std::string::npos) return constant(ValueType::text, text);
  std::string known;
  size_t at = 0;
  while (at < text.size()) {
    const size_t begin = text.find("{{", at);
    known.append(text, at, begin == std::string::npos ? begin : begin - at);
    if (begin == std::string::npos) break;
    const size_t end = text.find("}}", begin);
    known += '?';
    if (end == std::string::npos) break;
    at = end + (text.compare(end, 3, "}}}") == 0 ? 3 : 2);
  }
  MessageValue value = constant(ValueType::text, known, TextForm::holes);
  value.sources = from_message;
  return value;
}

}  // namespace

TextValue variable(const FlowGraph& graph, VertexId v, std::string_view name) {
  const std::string written = "\"${" + std::string(name) + "}\"";
  return graph.text(v, JsonValue(written.data(), written.data() + written.size()));
}

// The source of each is in @node-red/nodes.
bool keeps_all(std::string_view type) {
  constexpr std::array<std::string_view, 11> kTypes{"switch",   "delay", "rbe",     "link in",  "link out", "link call",
                                                    "junction", "debug", "comment", "complete", "mqtt out"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

MessageValue typed_value(const FlowGraph& graph, VertexId v, JsonValue value, std::string_view type) {
  if (type == "date") return time_value(value.text());
  if (type == "msg") return anything(from_message);
  if (type == "flow" || type == "global") return anything(from_context);
  if (type == "jsonata") return jsonata_value(value.text());
  if (type == "json") return constant(ValueType::object, value.text());
  if (type == "env" || type == "bin" || type == "re") return anything();
  const TextValue text = graph.text(v, value);
  if (text.state == TextValue::State::unknown) return anything();
  if (type == "num") return constant(ValueType::number, text.text);
  if (type == "bool") return constant(ValueType::boolean, text.text);
  return constant(ValueType::text, text.text);
}

MessageWrites::MessageWrites(const FlowGraph& graph, const Behaviors& behaviors, const CodeFacts& code,
                             const AskedProperties& asked, const FlagGuards& flags, MessageTable& table)
    : graph_(graph),
      behaviors_(behaviors),
      code_(code),
      asked_(asked),
      flags_(flags),
      table_(table),
      writes_(graph.vertices().size()) {}

MessageWrites::MessageWrites(const MessageWrites& other, const AskedProperties& asked, const FlagGuards& flags,
                             MessageTable& table)
    : graph_(other.graph_),
      behaviors_(other.behaviors_),
      code_(other.code_),
      asked_(asked),
      flags_(flags),
      table_(table),
      writes_(other.writes_),
      weakened_(other.weakened_),
      filled_(other.filled_),
      touched_(other.touched_),
      passages_(other.passages_),
      prepared_(other.prepared_) {}

const std::vector<MessageWrites::Touched>& MessageWrites::touched_by(std::string_view path) {
  if (const auto known = touched_.find(path); known != touched_.end()) return known->second;
  std::vector<Touched>& touched = touched_[std::string(path)];
  const std::string plain = plain_path(path);
  for (PropertyIndex i = 0; i < asked_.size(); ++i) {
    const std::string_view name = asked_.name(i);
    if (name == plain)
      touched.push_back({Touched::Part::whole, i});
    else if (is_inside(name, plain))
      touched.push_back({Touched::Part::inside, i});
    else if (is_inside(plain, name))
      touched.push_back({Touched::Part::around, i});
  }
  return touched;
}

// One of these writes has made it an object of which no more is known: it stays one, whatever is put into it.
bool MessageWrites::is_made_object(const std::vector<Write>& writes, PropertyIndex property) const {
  const auto last =
      std::find_if(writes.rbegin(), writes.rend(), [&](const Write& w) { return w.property == property; });
  if (last == writes.rend() || last->from != AskedProperties::kNone) return false;
  const MessageValue& value = table_.value(last->value);
  return !value.open && std::all_of(value.constants.begin(), value.constants.end(),
                                    [](const Constant& c) { return c.type == ValueType::object && c.is_unknown(); });
}

void MessageWrites::assign(std::string_view path, const MessageValue& value, std::vector<Write>& writes) {
  for (const Touched& touched : touched_by(path)) {
    Write write{touched.property};
    switch (touched.part) {
      case Touched::Part::whole:
        write.value = table_.keep(value);
        break;
      case Touched::Part::inside:
        write.value = table_.keep(member_of(value));
        break;
      case Touched::Part::around:
        if (is_made_object(writes, touched.property)) continue;
        write.value = table_.keep(anything(value.sources));
        break;
    }
    writes.push_back(write);
  }
}

void MessageWrites::copy(std::string_view path, std::string_view from, std::vector<Write>& writes) {
  const PropertyIndex source = asked_.find_path(from);
  const PropertyIndex target = asked_.find_path(path);
  assign(path, anything(from_message), writes);
  if (source != AskedProperties::kNone && target != AskedProperties::kNone && source != target)
    writes.push_back({target, source});
}

MessageId MessageWrites::written(MessageId message, const std::vector<Write>& writes) {
  if (writes.empty()) return message;
  MessageProperties changed = table_.properties(message);
  for (const Write& write : writes)
    changed[write.property] = write.from == AskedProperties::kNone ? write.value : changed[write.from];
  return changed == table_.properties(message) ? message : table_.keep(changed);
}

// core/function/15-change.js
void MessageWrites::read_change(VertexId v, std::vector<Write>& writes) {
  constexpr std::array<std::string_view, 5> kMembers{"t", "pt", "p", "to", "tot"};
  graph_.document().property(graph_.vertex(v).node, "rules").for_each_row(kMembers, [&](const auto& rule) {
    const auto& [t, pt, p, to, tot] = rule;
    const std::string action = t.text();
    const std::string of = pt.text();
    const std::string path = p.text();
    const std::string type = tot.text();
    const bool message = of.empty() || of == "msg";
    if (action == "move") {
      if (type.empty() || type == "msg" || type == "str") {
        if (message)
          copy(to.text(), path, writes);
        else
          assign(to.text(), anything(from_context), writes);
      }
      if (message) assign(path, constant(ValueType::undefined, {}), writes);
    } else if (!message) {
      return;
    } else if (action == "delete") {
      assign(path, constant(ValueType::undefined, {}), writes);
    } else if (action == "set" && type == "msg") {
      copy(path, to.text(), writes);
    } else if (action == "set") {
      assign(path, typed_value(graph_, v, to, type), writes);
    } else {
      assign(path, anything(from_message), writes);
    }
  });
}

// What a query gives back: of several copies that try, one gets rows, or each gets rows of its own.
void MessageWrites::read_query(VertexId v, Writes& writes) {
  writes.weakens = true;
  for (const std::string_view name : behaviors_[v].facts->query) {
    if (starts_with(name, "msg.")) continue;
    const TextValue text = graph_.text(v, name);
    if (!text.known()) continue;
    const SqlReading reading = read_sql(text.text);
    if (reading.claims) writes.claims = true;
    if (reading.elects) return assign("payload", elected(), writes.list);
  }
  assign("payload", anything(), writes.list);
}

// core/function/80-template.js
void MessageWrites::read_template(VertexId v, std::vector<Write>& writes) {
  const Document& document = graph_.document();
  const NodeId node = graph_.vertex(v).node;
  const std::string of = document.property(node, "fieldType").text();
  if (!of.empty() && of != "msg") return;
  const std::string field = document.property(node, "field").text();
  const std::string output = document.property(node, "output").text();
  const std::string syntax = document.property(node, "syntax").text();
  MessageValue value = anything(from_message);
  if (output.empty() || output == "str" || output == "json")
    value = template_value(document.property(node, "template").text(), syntax.empty() || syntax == "mustache");
  if (output == "json") value.constants.front().type = ValueType::object;
  assign(field.empty() ? "payload" : std::string_view(field), value, writes);
}

// core/storage/10-file.js:81: what comes in goes out again, with the name of the file that was written.
void MessageWrites::read_file(VertexId v, std::vector<Write>& writes) {
  const std::string property = file_property(graph_.document(), graph_.vertex(v).node, "filename");
  if (property == "filename") return;
  if (!property.empty()) return copy("filename", property, writes);
  const TextValue name = graph_.text(v, "filename");
  assign("filename", name.known() ? constant(ValueType::text, name.text) : anything(), writes);
}

// node-red-contrib-redis: the first that sets a key which must not be there yet gets OK or 1, others get nothing or 0.
bool elects_by_redis(const FlowGraph& graph, VertexId v) {
  if (graph.vertex(v).role != VertexRole::node || graph.node(graph.vertex(v).node).type != "redis-command")
    return false;
  const Document& document = graph.document();
  const auto lower = [&](std::string_view name) {
    std::string text = document.property(graph.vertex(v).node, name).text();
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
  };
  const std::string command = lower("command");
  return command == "setnx" || (command == "set" && lower("params").find("\"nx\"") != std::string::npos);
}

const MessageWrites::Writes& MessageWrites::writes_of(VertexId v) {
  std::optional<Writes>& known = writes_[v];
  if (known) return *known;
  Writes& writes = known.emplace();
  const NodeId node = graph_.vertex(v).node;
  const std::string_view type = graph_.node(node).type;
  if (graph_.vertex(v).role != VertexRole::node || graph_.info(node).kind == NodeKind::instance) return writes;
  if (type == "change") {
    read_change(v, writes.list);
  } else if (type == "template") {
    read_template(v, writes.list);
  } else if (type == "file") {
    read_file(v, writes.list);
  } else if (type == "redundancy-manager" || elects_by_redis(graph_, v)) {
    assign("payload", elected(), writes.list);
  } else if (behaviors_[v].facts->effect == Effect::sql) {
    read_query(v, writes);
  } else if (const auto& sets = behaviors_[v].facts->sets; !sets.empty()) {
    for (const std::string_view property : sets) assign(property, anything(), writes.list);
  } else {
    writes.weakens = !keeps_all(type);
  }
  return writes;
}

// Whatever it was, it may be something else now.
MessageId MessageWrites::weakened(MessageId message) {
  if (message == kAnyMessage) return message;
  if (message >= weakened_.size()) weakened_.resize(message + 1, kNoMessage);
  if (weakened_[message] != kNoMessage) return weakened_[message];
  MessageProperties changed = table_.properties(message);
  for (PropertyIndex i = 0; i < asked_.size(); ++i) {
    if (changed[i] == kAnything) continue;
    MessageValue value = table_.value(changed[i]);
    value.open = true;
    std::erase_if(value.constants, [](const Constant& c) { return c.type == ValueType::undefined; });
    changed[i] = table_.keep(value);
  }
  return weakened_[message] = table_.keep(changed);
}

MessageId MessageWrites::behind(VertexId v, uint16_t port, MessageId message, bool each_copy) {
  if (graph_.node(graph_.vertex(v).node).type == "function") return behind_function(v, port, message, false, each_copy);
  const Writes& writes = writes_of(v);
  if (writes.claims && each_copy) return kNoMessage;
  return written(writes.weakens ? weakened(message) : message, writes.list);
}

}  // namespace halint
