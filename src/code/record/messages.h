// Records what messages are made of and how they leave: properties, sends, returns, reports to catch and status nodes.
// Knows no other recorder. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/machine.h"
#include "code/record/site_index.h"

namespace halint {

class MessageRecorder {
 public:
  explicit MessageRecorder(Machine& machine) : m_(machine) {}
  void reset();

  /// A property put on a message, or in a literal that may be one.
  void property(std::string_view path, const Value& value, js::Ref whole, js::Ref value_ref);
  /// What came in with the message, under this path, is changed in place.
  void changed(std::string_view path, js::Ref whole);
  /// The argument of `return` or `node.send`: a list has one element for each output. True if something may leave.
  bool leave(const Value& value, js::Ref where);
  /// How a way through the body ends.
  void returned(const Value& value, js::Ref where);
  void ended();
  void report(CodeReport::Kind kind);
  void call_link(const Value& target, js::Ref call);
  void finish();

 private:
  Machine& m_;
  SiteIndex sites_;  // of properties
  SiteIndex sent_sites_;
  SiteIndex other_sites_;
  unsigned returns_message_ = 0;
  unsigned returns_nothing_ = 0;

  bool leave_by(uint16_t port, const Value& value, js::Ref where, bool many);
  void sent(uint16_t port, ObjectId object, const Value& value, js::Ref where, bool many);
  [[nodiscard]] SentMessage start(uint16_t port, js::Ref where) const;
  void add_fields(SentMessage& made, ObjectId object, const std::string& prefix, unsigned depth) const;
  [[nodiscard]] SentProperty property_of(std::string path, const Value& value, ObjectId own) const;
  void set_outputs(size_t outputs);
};

}  // namespace halint
