// SPDX-License-Identifier: Apache-2.0
#include "catalog/reliable_signals.h"

#include <algorithm>
#include <array>

namespace halint {

using package::Signal;
using package::SignalKind;
using package::TypeReading;

namespace {

bool listens(const TypeReading& reading) {
  return std::any_of(reading.signals.begin(), reading.signals.end(),
                     [](const Signal& signal) { return signal.kind == SignalKind::listens; });
}
bool uses_hardware(const TypeReading& reading) {
  return std::any_of(reading.signals.begin(), reading.signals.end(),
                     [](const Signal& signal) { return signal.kind == SignalKind::uses_hardware && signal.known; });
}

// How many kinds of state the type's own file keeps, flags aside: one may be bookkeeping, two are seldom.
size_t kinds_of_state(const TypeReading& reading) {
  constexpr std::array<SignalKind, 6> kKinds{SignalKind::keeps_queue,   SignalKind::keeps_list,
                                             SignalKind::keeps_counter, SignalKind::compares_last,
                                             SignalKind::keeps_timer,   SignalKind::keeps_last};
  return static_cast<size_t>(std::count_if(kKinds.begin(), kKinds.end(), [&](SignalKind kind) {
    return std::any_of(reading.signals.begin(), reading.signals.end(),
                       [&](const Signal& signal) { return signal.kind == kind && signal.file == reading.file; });
  }));
}

bool is_between(const TypeReading& reading) { return reading.in_editor && reading.inputs > 0 && reading.outputs > 0; }

}  // namespace

bool is_source(const TypeReading& reading) { return reading.in_editor && reading.inputs == 0 && reading.outputs > 0; }
bool is_sink(const TypeReading& reading) { return reading.in_editor && reading.inputs > 0 && reading.outputs == 0; }

bool is_reliable(const Signal& signal, const TypeReading& reading) {
  switch (signal.kind) {
    // A node with an input that sends later may only answer, or give out what it kept.
    case SignalKind::sends_on_timer:
    case SignalKind::sends_on_event:
      return is_source(reading);
    case SignalKind::sends_on_shared:
      return is_source(reading) || (is_between(reading) && signal.known);
    case SignalKind::sends_on_local:
      return is_source(reading) && (signal.known || uses_hardware(reading));
    case SignalKind::sends_on_route:
      return is_source(reading) && signal.known;
    case SignalKind::uses_hardware:
      return signal.known && signal.file == reading.file;
    case SignalKind::listens:
      return signal.known && signal.file == reading.file && !reading.config && !signal.sometimes;
    case SignalKind::sends_on_widget:
    case SignalKind::shows:
    case SignalKind::reads_outside:
    case SignalKind::uses_local_database:
      return true;
    case SignalKind::replies:
      return is_sink(reading);
    // In company of other nodes and modules it is bookkeeping as often as not.
    case SignalKind::keeps_timer:
      return is_between(reading) && reading.alone;
    case SignalKind::keeps_queue:
    case SignalKind::keeps_list:
    case SignalKind::keeps_counter:
    case SignalKind::compares_last:
    case SignalKind::keeps_last:
    case SignalKind::keeps_flag:
      return is_between(reading) && reading.alone && kinds_of_state(reading) > 1;
    case SignalKind::sets_outside:
    case SignalKind::acts_outside:
    case SignalKind::queries:
      return is_sink(reading) ||
             (reading.inputs > 0 && signal.known && signal.file == reading.file && !listens(reading));
    default:
      return false;
  }
}

}  // namespace halint
