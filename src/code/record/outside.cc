// SPDX-License-Identifier: Apache-2.0
#include "code/record/outside.h"

namespace halint {

void OutsideRecorder::use(ExternalKind kind, std::string_view module, std::string_view method, std::string_view verb,
                          bool writes, bool acts, js::Ref ref, std::string_view path) {
  const Frame& frame = m_.frame;
  auto& list = m_.facts.uses;
  const uint64_t place = uint64_t{frame.unit} << 24 | ref;
  const uint64_t detail = static_cast<uint64_t>(kind) << 8 | static_cast<uint64_t>(frame.time);
  const uint32_t index = sites_.find_or_add(place, detail, static_cast<uint32_t>(list.size()));
  if (index < list.size()) {
    list[index].writes = list[index].writes || writes;
    list[index].acts = list[index].acts || acts;
    if (list[index].path != path) list[index].path = {};
    return;
  }
  ExternalUse& made = list.emplace_back();
  made.kind = kind;
  made.place = frame.place;
  made.time = frame.time;
  made.part = frame.unit;
  made.writes = writes;
  made.acts = acts;
  made.guarded = m_.guarded();
  made.module = module;
  made.method = method;
  made.verb = verb;
  made.path = path;
  made.span = m_.span(ref);
}

void OutsideRecorder::read_environment(const Value& name, js::Ref call) {
  auto& list = m_.facts.env_reads;
  const uint64_t place = uint64_t{m_.frame.unit} << 24 | call;
  const uint32_t index = sites_.find_or_add(place, ~0U, static_cast<uint32_t>(list.size()));
  if (index < list.size()) return;
  EnvRead& made = list.emplace_back();
  made.certainty = name.certainty;
  if (name.certainty != Certainty::unknown) made.name = name.text;
  made.part = m_.frame.unit;
  made.span = m_.span(call);
}

}  // namespace halint
