// Inputs that the fuzz targets were tried with stay right: those that once failed, and some that led into code of their
// own. SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "catch.h"
#include "fuzz/targets.h"
#include "support/testdata.h"

namespace fuzz {

void fail(const char* what) {
  FAIL(what);
  std::abort();  // FAIL throws, but does not say so
}

}  // namespace fuzz

namespace halint {
namespace {

struct Target {
  const char* name;
  void (*run)(std::string_view input);
};

constexpr Target kTargets[] = {{"document", fuzz::document}, {"function_code", fuzz::function_code},
                               {"jsonata", fuzz::jsonata},   {"mustache", fuzz::mustache},
                               {"text", fuzz::text},         {"config", fuzz::config},
                               {"settings", fuzz::settings}, {"baseline", fuzz::baseline},
                               {"ndjson", fuzz::ndjson},     {"check", fuzz::check},
                               {"package", fuzz::package}};

}  // namespace

TEST_CASE("inputs found by fuzzing hold what the targets require", "[fuzz]") {
  for (const Target& target : kTargets) {
    size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::testdata() / "fuzz" / target.name)) {
      INFO(target.name << '/' << entry.path().filename().string());
      target.run(test::read_file(entry.path()));
      ++count;
    }
    INFO(target.name);
    CHECK(count > 3);
  }
}

}  // namespace halint
