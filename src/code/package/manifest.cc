// SPDX-License-Identifier: Apache-2.0
#include "code/package/manifest.h"

#include "halint/source/json_error.h"
#include "halint/source/json_value.h"

namespace halint::package {
namespace {

constexpr size_t kMaxManifest = size_t{1} << 20;
constexpr size_t kMaxFiles = 1000;

}  // namespace

Manifest read_manifest(std::string_view text) {
  Manifest out;
  if (text.size() > kMaxManifest) return out;
  const Result<SourceFile> file = SourceFile::create("package.json", PaddedBytes::copy_of(text));
  if (!file || find_json_error(*file)) return out;
  const std::string_view json = file->bytes().substr(file->text_begin());
  const size_t begin = json.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return out;
  const JsonValue root(json.data() + begin);
  if (root.kind() != JsonKind::object) return out;
  out.name = root.member("name").text();
  out.version = root.member("version").text();
  root.member("node-red").member("nodes").for_each_member([&](std::string_view, JsonValue path) {
    if (path.kind() == JsonKind::string && out.node_files.size() < kMaxFiles) out.node_files.push_back(path.text());
  });
  return out;
}

}  // namespace halint::package
