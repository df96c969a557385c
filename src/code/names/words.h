// Names met in function code as small numbers; those with a meaning of their own are known from the start.
// Knows nothing of scopes. Internal to code/. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace halint {

/// Names with a meaning of their own, in an order that matters: objects of the host come first.
// clang-format off
#define HALINT_WORDS(X)                                                                                             \
  X(Buffer) X(Date) X(URL) X(URLSearchParams) X(util) X(console) X(RED) X(process) X(Object) X(Array) X(String)     \
  X(Number) X(Boolean) X(Math) X(JSON) X(Promise) X(Map) X(Set) X(WeakMap) X(WeakSet) X(RegExp) X(Error) X(TypeError) \
  X(RangeError) X(Function) X(Symbol) X(Reflect) X(crypto) X(performance) X(Intl) X(BigInt)                          \
  X(parseInt) X(parseFloat) X(isNaN) X(isFinite) X(encodeURIComponent) X(decodeURIComponent) X(encodeURI)            \
  X(decodeURI) X(escape) X(unescape) X(structuredClone) X(NaN) X(Infinity) X(clearTimeout) X(clearInterval)          \
  X(clearImmediate) X(arguments)                                                                                     \
  X(msg) X(flow) X(global) X(context) X(node) X(env) X(globalThis) X(undefined) X(require) X(setTimeout)             \
  X(setInterval) X(setImmediate) X(queueMicrotask) X(fetch) X(get) X(set) X(keys) X(send) X(done) X(error) X(warn)   \
  X(log) X(trace) X(debug) X(status) X(linkcall) X(res) X(req) X(app) X(bind) X(call) X(apply) X(push) X(pop)        \
  X(shift) X(unshift) X(splice) X(sort) X(reverse) X(fill) X(copyWithin) X(add) X(clear) X(assign) X(forEach) X(map) \
  X(filter) X(find) X(findIndex) X(findLast) X(findLastIndex) X(some) X(every) X(reduce) X(reduceRight) X(flatMap)   \
  X(at) X(then) X(on) X(once) X(addListener) X(addEventListener) X(subscribe) X(listen) X(replace) X(replaceAll)     \
  X(from) X(of) X(entries) X(values) X(now) X(random) X(randomUUID) X(randomBytes) X(randomInt) X(getRandomValues)   \
  X(hrtime) X(uptime) X(pid) X(memoryUsage) X(hostname) X(cloneMessage) X(generateId) X(promisify) X(prototype)      \
  X(parts) X(payload) X(topic) X(method) X(defineProperty) X(setPrototypeOf) X(parse) X(stringify) X(constructor)    \
  X(resolve) X(all) X(flat) X(slice) X(concat) X(_session) X(_msgid) X(create) X(freeze) X(_res)         \
  X(has) X(length) X(locals) X(id) X(fromEntries) X(toISOString) X(getTime) X(readFileSync) X(size) X(instance)
// clang-format on

enum class Word : uint32_t {
  none,
#define HALINT_WORD(name) name,
  HALINT_WORDS(HALINT_WORD)
#undef HALINT_WORD
      delete_,
  catch_,
  finally_,
  this_,
  count_,
};

/// Number of a name; below Word::count_ it is a Word.
using NameId = uint32_t;
[[nodiscard]] constexpr NameId name_id(Word word) { return static_cast<NameId>(word); }

/// Interns names. The words are there from the start and stay.
class NameTable {
 public:
  NameTable();
  NameId intern(std::string_view text);
  [[nodiscard]] std::string_view text(NameId name) const { return names_[name].text; }
  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(names_.size()); }
  /// Forgets all names but the words.
  void reset();

 private:
  struct Name {
    std::string_view text;
    uint32_t hash = 0;
    uint32_t slot = 0;  // where the table holds it
  };
  std::vector<Name> names_;
  std::vector<NameId> table_;  // 0 = free

  void grow();
};

}  // namespace halint
