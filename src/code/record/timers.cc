// SPDX-License-Identifier: Apache-2.0
#include "code/record/timers.h"

namespace halint {

uint32_t TimerRecorder::start(TimerKind kind, js::Ref call) {
  const Frame& frame = m_.frame;
  auto& list = m_.facts.timers;
  const uint64_t place = uint64_t{frame.unit} << 24 | call;
  const auto detail = static_cast<uint64_t>(frame.time);
  const uint32_t index = sites_.find_or_add(place, detail, static_cast<uint32_t>(list.size()));
  if (index < list.size()) return index;
  CodeTimer& made = list.emplace_back();
  made.kind = kind;
  made.place = frame.place;
  made.time = frame.time;
  made.part = frame.unit;
  made.guarded = m_.guarded();
  made.span = m_.span(call);
  return index;
}

uint32_t TimerRecorder::consume(Consumption consumption, std::string_view module, js::Ref call) {
  const Frame& frame = m_.frame;
  auto& list = m_.facts.consumers;
  const uint64_t place = uint64_t{frame.unit} << 24 | call;
  const uint32_t index =
      consumers_.find_or_add(place, static_cast<uint64_t>(frame.time), static_cast<uint32_t>(list.size()));
  if (index < list.size()) return index;
  CodeConsumer& made = list.emplace_back();
  made.consumption = module == shared_ ? Consumption::shared : consumption;
  made.time = frame.time;
  made.part = frame.unit;
  made.module = module;
  made.span = m_.span(call);
  return index;
}

void TimerRecorder::share(std::string_view module) {
  shared_ = module;
  for (CodeConsumer& consumer : m_.facts.consumers) {
    if (consumer.module == module && consumer.consumption == Consumption::each)
      consumer.consumption = Consumption::shared;
  }
}

void TimerRecorder::act() {
  if (m_.frame.timer != Object::kNone) m_.facts.timers[m_.frame.timer].sends = true;
  if (m_.frame.consumer != Object::kNone) m_.facts.consumers[m_.frame.consumer].sends = true;
}

void TimerRecorder::end() {
  if (m_.frame.timer != Object::kNone) m_.facts.timers[m_.frame.timer].ends_itself = true;
}

}  // namespace halint
