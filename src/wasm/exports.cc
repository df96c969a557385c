// What the host of the WebAssembly module calls; it makes an instance for each call. The boundary where exceptions end.
// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>

#include "wasm/functions.h"

namespace {

/// What the host reads: where the text lies, its size, and whether it is an error's sentence.
struct Answer {
  const char* text = nullptr;
  uint32_t size = 0;
  uint32_t failed = 0;
};

std::string guarded(const char* what, const char* given, uint32_t size, bool& failed) {
  try {
    return halint::call(what, given, size, failed);
  } catch (const std::bad_alloc&) {
    failed = true;
    return "there is not enough memory to lint it; split it by flow";
  } catch (const std::exception& error) {
    failed = true;
    return std::string("internal error: ") + error.what();
  }
}

}  // namespace

extern "C" {

/// Room for what a call is given; the host writes into it. Null: there is none.
__attribute__((export_name("room"))) char* halint_room(uint32_t size) { return static_cast<char*>(std::malloc(size)); }

/// halint::call. What comes back holds until the next call.
__attribute__((export_name("call"))) const void* halint_call(const char* what, const char* given, uint32_t size) {
  static std::string text;
  static Answer answer;
  bool failed = false;
  text = guarded(what, given, size, failed);
  answer = {text.data(), static_cast<uint32_t>(text.size()), failed ? 1U : 0U};
  return &answer;
}
}
