// SPDX-License-Identifier: Apache-2.0
#include "code/package/conditions.h"

#include <algorithm>

namespace halint::package {
namespace {

constexpr uint32_t kMaxBefore = 24;  // statements before a place that may leave the function
constexpr size_t kMaxTests = 6;      // of one place
constexpr uint32_t kMaxNested = 16;  // brackets and operators in one condition

class Reader {
 public:
  Reader(Program& program, Origins& origins, uint32_t module)
      : program_(program), m_(program[module]), origins_(origins), module_(module) {}

  Conditions read(Ref ref) {
    Ref inner = ref;
    for (Ref at = m_.parent(ref); at != js::kNone && !is_function(m_[at].kind) && program_.spend();
         inner = at, at = m_.parent(at)) {
      step(at, inner);
    }
    return std::move(found_);
  }

 private:
  Program& program_;
  const Module& m_;
  Origins& origins_;
  uint32_t module_;
  Conditions found_;

  // `at` holds `inner`: what has to be true of `at` for `inner` to run?
  void step(Ref at, Ref inner) {
    switch (m_[at].kind) {
      case Kind::if_:
      case Kind::conditional:
        if (inner != m_.child(at, 0)) test(m_.child(at, 0), inner == m_.child(at, 2), 0);
        break;
      case Kind::logical:
        if (inner == m_.child(at, 1) && m_[at].op != js::TokenKind::coalesce) {
          test(m_.child(at, 0), m_[at].op == js::TokenKind::logical_or, 0);
        }
        break;
      case Kind::case_:
        if (inner != m_.child(at, 0)) switch_case(m_.parent(at), at);
        break;
      case Kind::program:
      case Kind::block:
        leaves_before(at, inner);
        break;
      case Kind::catch_:
        found_.sometimes = true;
        break;
      default:
        break;
    }
  }

  [[nodiscard]] bool leaves(Ref statement) {
    if (statement != js::kNone && m_[statement].kind == Kind::block) {
      Ref last = m_[statement].first;
      while (last != js::kNone && m_[last].next != js::kNone && program_.spend()) last = m_[last].next;
      statement = last;
    }
    return statement != js::kNone && (m_[statement].kind == Kind::return_ || m_[statement].kind == Kind::throw_);
  }

  // `if (!config.repeat) return;` before the place.
  void leaves_before(Ref block, Ref inner) {
    uint32_t count = 0;
    for (Ref at = m_[block].first; at != js::kNone && at != inner && count < kMaxBefore; at = m_[at].next, ++count) {
      if (m_[at].kind == Kind::if_ && m_.child(at, 2) == js::kNone && leaves(m_.child(at, 1))) {
        test(m_.child(at, 0), true, 0);
      }
    }
  }

  void switch_case(Ref statement, Ref wanted) {
    const std::string property = property_of(m_.child(statement, 0));
    const Ref value = m_.child(wanted, 0);
    if (property.empty() || value == js::kNone || m_[value].kind == Kind::missing) {
      found_.sometimes = true;
      return;
    }
    add({property, PropertyTest::Kind::equals, false, literal(value)});
  }

  [[nodiscard]] std::string literal(Ref ref) const {
    const std::string text = m_.text_of(ref);
    return text.empty() ? std::string(m_.slice(ref)) : text;
  }

  std::string property_of(Ref ref) {
    const Origin origin = origins_.of({module_, ref});
    return origin.is(OriginKind::property) ? origin.name : std::string();
  }

  void add(PropertyTest test) {
    if (test.value.size() > 60) {
      found_.sometimes = true;
      return;
    }
    const bool known = std::find(found_.tests.begin(), found_.tests.end(), test) != found_.tests.end();
    if (!known && found_.tests.size() < kMaxTests) found_.tests.push_back(std::move(test));
  }

  void test(Ref ref, bool negated, uint32_t depth) {
    const js::Node& node = m_[ref];
    if (depth > kMaxNested) {
      found_.sometimes = true;
    } else if (node.kind == Kind::unary && node.op == js::TokenKind::not_) {
      test(node.first, !negated, depth + 1);
    } else if (node.kind == Kind::logical) {
      const bool all = (node.op == js::TokenKind::logical_and) != negated;
      if (!all) {
        found_.sometimes = true;
        return;
      }
      test(m_.child(ref, 0), negated, depth + 1);
      test(m_.child(ref, 1), negated, depth + 1);
    } else if (node.kind == Kind::binary) {
      comparison(ref, negated);
    } else if (const std::string property = property_of(ref); !property.empty() && node.kind != Kind::call) {
      add({property, PropertyTest::Kind::truthy, negated, {}});
    } else if (!is_plain_check(ref)) {
      found_.sometimes = true;
    }
  }

  // `if (node.server)`: whether another node is there at all is no condition worth a word.
  bool is_plain_check(Ref ref) {
    const Origin origin = origins_.of({module_, ref});
    return origin.outside() || origin.is(OriginKind::node) || origin.is(OriginKind::function);
  }

  void comparison(Ref ref, bool negated) {
    const Ref left = m_.child(ref, 0);
    const Ref right = m_.child(ref, 1);
    const bool value_left = is_value(left);
    const Ref value = value_left ? left : right;
    const std::string property = property_of(value_left ? right : left);
    if (property.empty() || !is_value(value)) {
      if (!is_plain_check(left)) found_.sometimes = true;
      return;
    }
    const bool nothing = m_[value].kind == Kind::null || m_.slice(value) == "undefined" || m_.slice(value) == "''" ||
                         m_.slice(value) == "\"\"";
    switch (m_[ref].op) {
      case js::TokenKind::equal:
      case js::TokenKind::strict_equal:
      case js::TokenKind::not_equal:
      case js::TokenKind::strict_not_equal: {
        const bool equal = m_[ref].op == js::TokenKind::equal || m_[ref].op == js::TokenKind::strict_equal;
        if (nothing) {
          add({property, PropertyTest::Kind::truthy, equal != negated, {}});
        } else {
          add({property, PropertyTest::Kind::equals, equal == negated, literal(value)});
        }
        break;
      }
      case js::TokenKind::greater:
      case js::TokenKind::greater_equal:
        add({property, value_left ? PropertyTest::Kind::less : PropertyTest::Kind::greater, negated, literal(value)});
        break;
      case js::TokenKind::less:
      case js::TokenKind::less_equal:
        add({property, value_left ? PropertyTest::Kind::greater : PropertyTest::Kind::less, negated, literal(value)});
        break;
      default:
        found_.sometimes = true;
    }
  }

  [[nodiscard]] bool is_value(Ref ref) const {
    switch (m_[ref].kind) {
      case Kind::string:
      case Kind::number:
      case Kind::true_:
      case Kind::false_:
      case Kind::null:
        return true;
      default:
        return m_.slice(ref) == "undefined";
    }
  }
};

}  // namespace

void Conditions::add(const Conditions& more) {
  for (const PropertyTest& test : more.tests) {
    if (std::find(tests.begin(), tests.end(), test) == tests.end() && tests.size() < kMaxTests) tests.push_back(test);
  }
  sometimes = sometimes || more.sometimes;
}

Conditions conditions_of(Program& program, Origins& origins, Place place) {
  return Reader(program, origins, place.module).read(place.ref);
}

}  // namespace halint::package
