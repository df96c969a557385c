// The objects that code can reach, their fields, and sets of objects for what may be one of several.
// Knows nothing of Node-RED. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "code/memory/store.h"
#include "code/names/words.h"

namespace halint {

class Heap : public Joiner {
 public:
  /// Objects of a set beyond this number are forgotten: then something unknown may be meant, too.
  static constexpr size_t kMaxSet = 6;

  struct Members {
    std::array<ObjectId, kMaxSet> at{};
    size_t count = 0;
    [[nodiscard]] const ObjectId* begin() const { return at.data(); }
    [[nodiscard]] const ObjectId* end() const { return at.data() + count; }
  };
  struct Field {
    NameId name = 0;
    CellId cell = 0;
    uint32_t next = 0;
    uint32_t slot = 0;
    ObjectId object = 0;
  };

  Heap();
  void reset();

  ObjectId make(ObjectKind kind);
  /// Of one object, not of a set.
  [[nodiscard]] Object& operator[](ObjectId object) { return objects_[object]; }
  [[nodiscard]] const Object& operator[](ObjectId object) const { return objects_[object]; }
  [[nodiscard]] static bool is_set(ObjectId object) { return (object & kSetBit) != 0; }
  [[nodiscard]] Members members(ObjectId object) const;
  /// Kind of the object; none for sets and for nothing known.
  [[nodiscard]] ObjectKind kind(ObjectId object) const {
    return is_set(object) ? ObjectKind::none : objects_[object].kind;
  }
  [[nodiscard]] ObjectId unite(ObjectId left, ObjectId right);
  [[nodiscard]] Value join(const Value& left, const Value& right) override;
  /// What a value may be instead of a part of the message as it came in: text, number or other value without an object.
  [[nodiscard]] const Value& beside(const Value& value) const { return plain_[value.beside]; }

  /// The cell of a field, or 0.
  [[nodiscard]] CellId field(ObjectId object, NameId name) const;
  CellId make_field(ObjectId object, NameId name, const Value& initial);
  /// Walk over fields in the order in which they were made: first_field, then next, until 0.
  [[nodiscard]] const Field& field_at(uint32_t index) const { return fields_[index]; }
  /// The value with all that can be reached through objects that code made, as far as it is made of.
  [[nodiscard]] Value with_contents(const Value& value) const;
  /// An object or a list of constants that code made: alike wherever it is made.
  [[nodiscard]] bool is_constant(ObjectId object) const;

  Store store{*this};

 private:
  static constexpr uint32_t kSetBit = 1U << 31;
  std::vector<Object> objects_;
  std::vector<Members> sets_;
  std::vector<Value> plain_;  // 0 is none
  std::vector<Field> fields_;
  std::vector<uint32_t> table_;  // of fields_; 0 = free

  [[nodiscard]] uint32_t join_beside(const Value& left, const Value& right);
  [[nodiscard]] uint32_t keep_plain(const Value& value);
  void absorb_contents(Value& whole, ObjectId object, unsigned depth, unsigned& left) const;
  [[nodiscard]] uint32_t find_slot(ObjectId object, NameId name) const;
  void grow();
};

}  // namespace halint
