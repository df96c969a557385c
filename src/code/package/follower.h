// Follows the code of one node type from its constructor on, through the functions it calls and the callbacks it hands
// out, and writes down what it does in each phase of a node's life. Nothing is run.
// Internal to code/package. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "code/module_table.h"
#include "code/package/conditions.h"

namespace halint::package {

/// When a function runs.
enum class Phase : uint8_t { start, timer, event, shared, local, route, widget, message, message_later };

/// Config types of the package by name: where their constructors are.
using Constructors = std::unordered_map<std::string, Place>;

class Follower {
 public:
  Follower(Program& program, TypeReading& out, const Constructors& constructors)
      : program_(program), origins_(program), out_(out), constructors_(constructors) {}

  /// Takes the object whose `nodes.registerType` a call is for RED, whatever it is called: minified code renames it.
  void learn_red(Place registration);
  /// Follows a constructor: a function or a class.
  void run(Place constructor);

 private:
  /// What makes a function run: the place to show.
  struct Trigger {
    Place place;
    std::string what;
    bool known = false;
  };
  struct Visit {
    uint32_t module = 0;
    uint32_t function = 0;
    Phase phase = Phase::start;
    Conditions conditions;
    Trigger trigger;
  };
  struct Callee {
    Place place;            ///< of the call
    std::string_view name;  ///< behind the last dot, or the plain name
    Origin object;          ///< in front of it; of a plain call, what is called
    bool member = false;
  };
  Program& program_;
  Origins origins_;
  TypeReading& out_;
  const Constructors& constructors_;
  std::deque<Visit> open_;
  std::set<std::tuple<uint32_t, uint32_t, Phase, bool>> seen_;
  std::set<std::pair<uint32_t, uint32_t>> at_message_;  // functions that run for a message
  std::set<std::tuple<SignalKind, uint32_t, Ref, bool>> told_;
  std::map<std::string, std::pair<bool, bool>, std::less<>> collections_;  // filled, emptied: for a message

  void visit(const Visit& visit);
  void open(Place function, Phase phase, const Conditions& conditions, const Trigger& trigger);
  void open_class(Place place, const Visit& from, const Conditions& conditions);
  void bind_arguments(Place function, Place call, uint32_t first);
  [[nodiscard]] Place callback(Place argument);
  [[nodiscard]] Callee callee_of(Place call);
  [[nodiscard]] std::string words_of(const Callee& callee) const;
  [[nodiscard]] Place argument(Place call, uint32_t index) const;

  void follow_call(const Visit& visit, Place call);
  bool follow_input(const Callee& callee, const Conditions& conditions);
  bool follow_timer(const Visit& visit, const Callee& callee, const Conditions& conditions);
  bool follow_own(const Visit& visit, const Callee& callee, const Conditions& conditions);
  void follow_other_node(const Visit& visit, const Callee& callee, const Conditions& conditions);
  void follow_callbacks(const Visit& visit, const Callee& callee, const Conditions& conditions);
  [[nodiscard]] Phase phase_of_callback(const Visit& visit, const Callee& callee);
  [[nodiscard]] Phase phase_of_file(uint32_t module, uint32_t depth);

  bool note_send(const Visit& visit, const Callee& callee, const Conditions& conditions);
  bool note_node_red(const Visit& visit, const Callee& callee, const Conditions& conditions);
  bool note_widget(const Visit& visit, const Callee& callee, const Conditions& conditions);
  [[nodiscard]] bool hears_users(const Callee& callee);
  void note_outside(const Visit& visit, const Callee& callee, const Conditions& conditions);
  void note_host(const Visit& visit, const Callee& callee, const ModuleEntry& known, ModuleDoes call,
                 const Conditions& conditions);
  void note_effect(const Visit& visit, const Callee& callee, ModuleDoes call, bool known, const Conditions& conditions);
  void note_code(const Visit& visit, const Callee& callee, const Conditions& conditions);
  void note_state(const Visit& visit);
  void note_write(const Visit& visit, Ref write);
  void note_collection(const Visit& visit, Ref call);
  [[nodiscard]] std::string outliving(const Visit& visit, Ref target);
  [[nodiscard]] bool is_read(uint32_t module, Ref target) const;
  void tell(SignalKind kind, const Visit& visit, const Trigger& trigger, const Conditions& conditions);
};

}  // namespace halint::package
