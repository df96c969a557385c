// Flow files of testdata/: found, read, linted, and what they expect of halint.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "halint/halint.h"

namespace halint::test {

/// The folder testdata/ of the repository.
std::filesystem::path testdata();
/// Every *.json below a folder of testdata/, sorted.
std::vector<std::filesystem::path> flow_files(std::string_view folder);
/// The flow files of rules/, proof/ and demo/.
std::vector<std::filesystem::path> all_flow_files();
/// The bytes of a file. Fails the running test if there are none.
std::string read_file(const std::filesystem::path& path);
/// A path below testdata/ as messages show it: `rules/local-file/clean.json`.
std::string short_name(const std::filesystem::path& path);

/// A flow file with what the lines in its nodes' descriptions say of it.
class FlowFile {
 public:
  FlowFile(std::string name, std::string_view bytes);
  explicit FlowFile(const std::filesystem::path& path) : FlowFile(short_name(path), read_file(path)) {}
  FlowFile(const FlowFile&) = delete;
  FlowFile& operator=(const FlowFile&) = delete;

  /// `expect: <rule> [level=<level>]` in a node's description, or `// expect: <rule>` behind a line of its code.
  struct Expectation {
    std::string rule;
    std::string node;
    uint32_t code_line = 0;
    std::string level;  ///< or empty
  };

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const SourceFile& source() const { return source_; }
  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const std::vector<Expectation>& expectations() const { return expectations_; }
  /// What `case` beside `flows` says under this word, or what follows `<word>: ` on a line of the first node's
  /// description, or nothing.
  [[nodiscard]] std::optional<std::string> header(std::string_view word) const;
  /// The same for a list in `case`; empty if there is none.
  [[nodiscard]] std::vector<std::string> header_list(std::string_view word) const;
  /// `platform: flowfuse` in the header; else kubernetes.
  [[nodiscard]] Platform platform() const;
  /// `deployment: rolling` or `standby` in the header; else replicas.
  [[nodiscard]] Deployment deployment() const;
  /// Linted by the library, with the built-in catalogue; `shared-store: <name>` and `store: <name>=<module>` in the
  /// header are obeyed.
  [[nodiscard]] Report check() const { return check(platform()); }
  [[nodiscard]] Report check(Platform platform) const;

 private:
  std::string name_;
  SourceFile source_;
  Document document_;
  std::vector<Expectation> expectations_;
  std::map<std::string, std::vector<std::string>, std::less<>> case_;  // strings and lists of strings

  void read_case(std::string_view bytes);
  void read_expectations(NodeId node);
};

/// The lines of a text, without their ends.
std::vector<std::string> lines(std::string_view text);

}  // namespace halint::test
