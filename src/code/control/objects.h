// Members of objects: what they hold, what setting or changing them means, and for whom.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "code/control/rooms.h"

namespace halint {

class Objects {
 public:
  explicit Objects(Rooms& rooms) : r_(rooms), m_(rooms.m) {}

  /// An object that the code at `ref` makes.
  ObjectId make(ObjectKind kind, js::Ref ref);
  void init_element(ObjectId array, uint32_t index, const Value& value);
  /// Something under a key that is not known.
  void init_any(ObjectId object, const Value& value);
  void copy_fields(ObjectId into, ObjectId from, const Value& value);
  /// The fields of a literal that has a payload or a topic are properties of a message.
  void note_literal_message(js::Ref literal);

  Value member(const Value& base, const Property& property, js::Ref ref);
  /// `reads_first`: the old value decides the new one.
  void set(const Value& base, const Property& property, const Value& value, js::Ref whole, js::Ref target,
           js::Ref value_ref, bool reads_first);
  /// The object is changed by a method or the like.
  void mutated(const Value& base, const Value& value, js::Ref whole, const Value& index);
  /// The object of a path below the message.
  CellId message_field(ObjectId object, NameId name);

 private:
  Rooms& r_;
  Machine& m_;

  Value member_of(ObjectId object, const Value& base, const Property& property, js::Ref ref);
  Value own_member(ObjectId object, const Property& property);
  void set_in(ObjectId object, const Property& property, const Value& value, js::Ref whole, js::Ref target,
              js::Ref value_ref, bool reads_first, bool surely);
  bool note_kept(ObjectId object, const Value& value, js::Ref whole, const Value& index, bool anew = false);
  void pass_keeper(const Object& from, const Value& value);
  [[nodiscard]] std::string_view root_name(js::Ref whole) const;
};

}  // namespace halint
