// Signals of a machine's reading as people say them.
// SPDX-License-Identifier: Apache-2.0
#include "halint/catalog/machine_reading.h"

namespace halint {
namespace {

using package::Signal;
using package::SignalKind;

std::string what_of(const Signal& signal, std::string_view before) {
  return signal.what.empty() ? std::string() : std::string(before) + signal.what;
}

std::string phrase(const Signal& signal) {
  switch (signal.kind) {
    case SignalKind::sends_at_start:
      return "sends at its start";
    case SignalKind::sends_on_timer:
      return "starts a timer";
    case SignalKind::sends_on_event:
      return "sends on events" + what_of(signal, " it gets by ");
    case SignalKind::sends_on_shared:
      return "takes messages from a queue" + what_of(signal, " by ");
    case SignalKind::sends_on_local:
      return "sends what this host gets" + what_of(signal, " by ");
    case SignalKind::sends_on_route:
      return "sends on HTTP requests";
    case SignalKind::sends_on_widget:
      return "sends what a user of the dashboard does";
    case SignalKind::passes:
      return "sends on what arrives";
    case SignalKind::keeps_counter:
      return "counts in " + signal.what;
    case SignalKind::keeps_list:
      return "collects in " + signal.what;
    case SignalKind::keeps_queue:
      return "keeps a queue in " + signal.what;
    case SignalKind::keeps_flag:
      return "keeps a state in " + signal.what;
    case SignalKind::keeps_last:
      return "keeps a part of the last message in " + signal.what;
    case SignalKind::compares_last:
      return "compares with what came before, in " + signal.what;
    case SignalKind::keeps_timer:
      return "waits before it sends on";
    case SignalKind::uses_context:
      return "writes to the context";
    case SignalKind::reads_outside:
      return "reads with " + signal.what;
    case SignalKind::sets_outside:
      return "sets something outside with " + signal.what;
    case SignalKind::acts_outside:
      return "acts outside with " + signal.what;
    case SignalKind::calls_outside:
      return "calls " + signal.what;
    case SignalKind::queries:
      return "queries a database with " + signal.what;
    case SignalKind::replies:
      return "answers a request";
    case SignalKind::shows:
      return "shows on a dashboard";
    case SignalKind::reads_file:
      return "reads files with " + signal.what;
    case SignalKind::writes_file:
      return "changes files with " + signal.what;
    case SignalKind::watches_file:
      return "watches files with " + signal.what;
    case SignalKind::runs_process:
      return "runs programs with " + signal.what;
    case SignalKind::uses_hardware:
      return "uses hardware by " + signal.what;
    case SignalKind::uses_local_database:
      return "uses a database in a file by " + signal.what;
    case SignalKind::listens:
      return "listens on a port" + what_of(signal, " with ");
    case SignalKind::holds_session:
      return "holds a session of its own" + what_of(signal, " by ");
    case SignalKind::connects:
      return "reports a connection";
    case SignalKind::runs_code:
      return "runs code with " + signal.what;
    case SignalKind::unresolved:
      return "has code that could not be followed";
  }
  return {};
}

}  // namespace

std::string signal_words(const Signal& signal) {
  return phrase(signal) + ", " + signal.file + ':' + std::to_string(signal.line);
}

}  // namespace halint
