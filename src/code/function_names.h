// Names met in function code as small numbers, and storage for composed texts.
// Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace halint {

/// Names with a meaning of their own. kFirstHost to kLastHost are objects shared beyond one function node.
// clang-format off
#define HALINT_WORDS(X)                                                                                             \
  X(Buffer) X(Date) X(URL) X(URLSearchParams) X(util) X(console) X(RED) X(process) X(Object) X(Array) X(String)     \
  X(Number) X(Boolean) X(Math) X(JSON) X(Promise) X(Map) X(Set) X(RegExp) X(Error) X(Function) X(Symbol) X(Reflect) \
  X(crypto) X(performance) X(Intl) X(BigInt) X(msg) X(flow) X(global) X(context) X(node) X(env) X(globalThis)       \
  X(undefined) X(NaN) X(Infinity) X(arguments) X(require) X(setTimeout) X(setInterval) X(setImmediate)              \
  X(clearTimeout) X(clearInterval) X(fetch) X(get) X(set) X(keys) X(send) X(done) X(error) X(warn) X(log)           \
  X(status) X(linkcall) X(res) X(req) X(bind) X(call) X(apply) X(push) X(pop) X(shift) X(unshift) X(splice) X(sort)             \
  X(reverse) X(fill) X(copyWithin) X(add) X(clear) X(assign) X(forEach) X(map) X(filter) X(find) X(findIndex)       \
  X(findLast) X(findLastIndex) X(some) X(every) X(reduce) X(reduceRight) X(flatMap) X(at) X(then) X(on) X(once)     \
  X(addListener) X(addEventListener) X(subscribe) X(listen) X(replace) X(replaceAll) X(from) X(entries) X(values)   \
  X(hostname) X(pid) X(hrtime) X(uptime) X(now) X(random) X(randomUUID) X(randomBytes) X(randomInt)                 \
  X(cloneMessage) X(generateId) X(promisify) X(prototype) X(schedule) X(scheduleJob) X(CronJob) X(parts)            \
  X(payload) X(topic) X(method) X(promises) X(stringify) X(toString) X(getRandomValues) X(memoryUsage) X(loadavg)   \
  X(networkInterfaces) X(concat) X(slice) X(join) X(defineProperty) X(setPrototypeOf) X(default) X(length)  \
  X(parseInt) X(parseFloat) X(isNaN) X(isFinite) X(encodeURIComponent) X(decodeURIComponent) X(encodeURI)            \
  X(decodeURI) X(escape) X(unescape) X(structuredClone)
// clang-format on

enum Word : uint32_t {
  kWordNone,
#define HALINT_WORD(name) kWord_##name,
  HALINT_WORDS(HALINT_WORD)
#undef HALINT_WORD
      kWord_delete,
  kWord_catch,
  kWord_finally,
  kWordCount,
};
inline constexpr Word kFirstHost = kWord_Buffer;
inline constexpr Word kLastHost = kWord_BigInt;

/// Number of a name; below kWordCount it is a Word.
using NameId = uint32_t;

/// What is known of one name while its node is analysed.
struct Name {
  static constexpr uint32_t kNoIndex = ~0U;
  std::string_view text;
  uint32_t hash = 0;
  uint32_t slot = 0;            ///< where the table holds it
  uint32_t binding = kNoIndex;  ///< innermost binding
  uint32_t state = kNoIndex;    ///< state slot of the implicit global
  uint32_t occurrences = 0;     ///< identifiers with this name in the part
  bool reassigned = false;      ///< assigned to somewhere in the part, declarations apart
  bool timer_callback = false;  ///< handed by name to setInterval and the like
  bool callback_acts = false;   ///< a function of this name sends or writes
};

/// Interns names. The words are there from the start and stay.
class NameTable {
 public:
  NameTable();
  NameId intern(std::string_view text);
  [[nodiscard]] Name& operator[](NameId id) { return names_[id]; }
  [[nodiscard]] const Name& operator[](NameId id) const { return names_[id]; }
  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(names_.size()); }
  /// Forgets all names but the words, and all that was known of them.
  void reset();

 private:
  void grow();
  std::vector<Name> names_;
  std::vector<NameId> table_;  // 0 = free
};

/// Characters that live until `reset`, in blocks that stay where they are.
class TextPool {
 public:
  /// Composed texts end here: enough for keys and statement heads, and joins stay linear.
  static constexpr size_t kMaxLength = 256;

  /// `left` + `right`, cut off at kMaxLength; `cut` is set if so.
  std::string_view join(std::string_view left, std::string_view right, bool& cut);
  std::string_view copy(std::string_view text);
  void reset();

 private:
  char* take(size_t length);
  static constexpr size_t kBlock = 16384;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::vector<std::unique_ptr<char[]>> large_;
  size_t block_ = 0;
  size_t used_ = 0;
};

}  // namespace halint
