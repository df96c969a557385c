// State that function code keeps outside of context, timers it starts, files and programs it uses, and code that cannot
// be read. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/analyses.h"
#include "analysis/context_flow.h"
#include "analysis/kept_object.h"
#include "analysis/shared_folders.h"
#include "analysis/words.h"

namespace halint {
namespace {

// A browser stays with one copy, so only different people at different copies notice.
void judge_by_source(const Model& model, VertexId v, Finding& finding) {
  const bool noticed = model.delivery.request[v] || model.settings.one_at_a_time();
  finding.level = noticed ? Level::error : Level::warning;
  finding.confidence = noticed ? Confidence::high : Confidence::medium;
}

// The first vertex of the node that such a message reaches, or kNoVertex.
VertexId reached_vertex(const Model& model, NodeId node, DeliverySet by) {
  for (const VertexId v : model.graph.vertices_of(node)) {
    if ((model.delivery.in[v] & by) != 0) return v;
  }
  return kNoVertex;
}

std::string kept_where(const CodeStateUse& state) {
  switch (state.kind) {
    case StateKind::implicit_global:
      return "in a variable that is never declared, and so outlives the message";
    case StateKind::this_property:
      return "on “this”, which outlives the message";
    case StateKind::context_property:
    case StateKind::shared_property:
      return "as a property of the context object, not in the store";
    case StateKind::host_object_property:
      return "on an object that all functions of the process share";
    case StateKind::closure_variable:
      return "in what On Start or an earlier message made";
  }
  return {};
}

// What is written stays with this copy or its connections, is shown alone, or is made alike by all copies.
bool is_harmless(const Model& model, VertexId v, const CodeStateUse& write, bool has_own_queue) {
  const bool shown = write.shown_only && !status_goes_on(model, v);
  return write.time != UseTime::message || shown || write.connection_key || write.stays || write.alike ||
         (has_own_queue && write.gate != Gate::none);
}

void check_states(const Model& model, const NodeCode& code, Findings& findings) {
  const VertexId v = reached_vertex(model, code.node, model.forgotten());
  if (v == kNoVertex) return;
  const DeliverySet told = model.delivery.in[v] & model.forgotten();
  struct Name {
    StateKind kind{};
    bool outlives = false;
    const CodeStateUse* write = nullptr;
  };
  const bool queues = has_own_queue(model, v);
  std::unordered_map<std::string_view, Name> names;
  std::vector<std::string_view> order;
  for (const CodeStateUse& state : code.states) {
    const auto [at, added] = names.try_emplace(state.name, Name{state.kind});
    if (added) order.push_back(at->first);
    Name& name = at->second;
    if (state.kind != name.kind) continue;
    name.outlives = name.outlives || state.outlives_message;
    if (!state.is_write || is_harmless(model, v, state, queues)) continue;
    if (name.write == nullptr || (state.read_modify_write && !name.write->read_modify_write)) name.write = &state;
  }
  for (const std::string_view name : order) {
    const CodeStateUse* const write = names[name].write;
    if (write == nullptr || !names[name].outlives) continue;
    // What every copy hears again and again fills itself anew.
    if (!write->read_modify_write && (told & bit(Arrival::balanced)) == 0) continue;
    Finding finding;
    finding.rule = "split-node-state";
    judge_by_source(model, v, finding);
    finding.message = label(model.document(), code.node) + " keeps " + quoted(write->name) +
                      " from message to message, but each copy sees only its share of them";
    finding.place = {code.node, write->span, write->property, write->code_line};
    finding.path = steps(model, model.way_to(v, first_of(told)));
    finding.help.push_back("It is kept " + kept_where(*write) + ".");
    findings.push_back(std::move(finding));
  }
}

// A change node puts the object of a JSON variable into every message: it is one object, and code changes it.
void check_changes(const Model& model, KeptObjects& objects, const NodeCode& code, Findings& findings) {
  for (const CodeChange& change : code.changes) {
    const VertexId v = reached_vertex(model, code.node, model.forgotten());
    if (v == kNoVertex || change.time != UseTime::message) continue;
    const std::optional<KeptObject> kept = objects.in_message(v, change.path);
    if (!kept) continue;
    Finding finding;
    finding.rule = "split-node-state";
    judge_by_source(model, v, finding);
    finding.message = label(model.document(), code.node) + " changes " + quoted("msg." + change.path) +
                      ", which is one object in all messages of a copy, but each copy sees only its share of them";
    finding.place = {code.node, change.span, change.property, change.code_line};
    finding.path = steps(model, model.way_to(v, first_of(model.delivery.in[v] & model.forgotten())));
    finding.help.push_back(label(model.document(), kept->node) +
                           " gives every message the same object, which it made of a variable. Copy it first: "
                           "“Deep copy value” in the rule.");
    findings.push_back(std::move(finding));
    return;
  }
}

// An interval that a message starts belongs to the copy that got the message.
void check_timers(const Model& model, const NodeCode& code, Findings& findings) {
  const VertexId v = reached_vertex(model, code.node, model.forgotten());
  if (v == kNoVertex) return;
  for (const CodeTimerUse& timer : code.timers) {
    const bool repeats = timer.kind == TimerKind::interval || timer.kind == TimerKind::schedule;
    if (!repeats || !timer.sends || timer.ends_itself || timer.time != UseTime::message) continue;
    Finding finding;
    finding.rule = "function-timer";
    finding.when = "started";
    finding.level = Level::warning;
    finding.confidence = Confidence::medium;
    finding.message =
        label(model.document(), code.node) +
        " starts a timer in the copy that got the message; a message that should stop it may reach another copy";
    finding.place = {code.node, timer.span, timer.property, timer.code_line};
    finding.path = steps(model, model.way_to(v, first_of(model.delivery.in[v] & model.forgotten())));
    findings.push_back(std::move(finding));
    return;
  }
}

// It reads a file, changes what it has read, and writes it back, while another copy may do the same.
const CodeOutside* changed_file(const Model& model, const NodeCode& code) {
  const auto is_file = [](const CodeOutside& use, bool writes) {
    return use.kind == ExternalKind::file && use.time == UseTime::message && use.writes == writes &&
           (writes || use.method.starts_with("read"));
  };
  const auto& uses = code.outside;
  const auto reads = std::any_of(uses.begin(), uses.end(), [&](const CodeOutside& use) { return is_file(use, false); });
  const auto written = std::find_if(uses.begin(), uses.end(), [&](const CodeOutside& use) {
    return is_file(use, true) && may_be_shared(model.settings, use.path);
  });
  return reads && written != uses.end() ? &*written : nullptr;
}

void check_changed_file(const Model& model, const NodeCode& code, Findings& findings) {
  const CodeOutside* const use = changed_file(model, code);
  if (use == nullptr || reached_vertex(model, code.node, static_cast<DeliverySet>(~0U)) == kNoVertex) return;
  Finding finding;
  finding.rule = "local-file";
  finding.level = Level::warning;
  finding.confidence = Confidence::medium;
  finding.message =
      label(model.document(), code.node) +
      " reads a file and writes it back changed: if the copies share it, one change undoes the other, and "
      "if they do not, each has its own";
  finding.place = {code.node, use->span, use->property, use->code_line};
  findings.push_back(std::move(finding));
}

void check_outside(const Model& model, const NodeCode& code, Findings& findings) {
  const VertexId first = model.graph.first_vertex_of(code.node);
  if (first == kNoVertex || model.at(first) == 0) return;
  for (const CodeOutside& use : code.outside) {
    const bool own_file = !may_be_shared(model.settings, use.path) || on_own_volume(model.settings, use.path);
    const bool file = use.kind == ExternalKind::file && use.writes && own_file;
    const bool process = use.kind == ExternalKind::process;
    if (!file && !process) continue;
    Finding finding;
    finding.rule = file ? "local-file" : "local-process";
    finding.level = Level::warning;
    finding.confidence = Confidence::medium;
    finding.message = label(model.document(), code.node) + (file ? " writes a file" : " starts a program") +
                      " on the host of the copy that got the message";
    finding.place = {code.node, use.span, use.property, use.code_line};
    findings.push_back(std::move(finding));
    return;
  }
}

void check_readable(const Model& model, const NodeCode& code, Findings& findings) {
  if (code.problems.empty()) return;
  const CodeProblem& problem = code.problems.front();
  Finding finding;
  finding.rule = "unreadable-code";
  finding.level = Level::note;
  finding.confidence = Confidence::medium;
  finding.message =
      "the code of " + label(model.document(), code.node) + " could not be read from here on: " + problem.message;
  finding.place = {code.node, problem.span, problem.property, problem.code_line};
  findings.push_back(std::move(finding));
}

}  // namespace

void find_code_state(const Model& model, Findings& findings) {
  KeptObjects objects(model, false);
  for (const NodeCode& code : model.code.nodes) {
    check_states(model, code, findings);
    check_changes(model, objects, code, findings);
    check_timers(model, code, findings);
    check_outside(model, code, findings);
    check_changed_file(model, code, findings);
    check_readable(model, code, findings);
  }
}

}  // namespace halint
