// SPDX-License-Identifier: Apache-2.0
#include "code/package/program.h"

namespace halint::package {
namespace {

constexpr size_t kMaxFile = size_t{4} << 20;          // written nodes stay far below; bundles may reach it
constexpr size_t kMaxParsedBytes = size_t{16} << 20;  // of one package

std::string_view directory_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

}  // namespace

std::string normal_path(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
      continue;
    }
    if (parts.empty()) return {};
    parts.pop_back();
  }
  std::string out;
  for (const std::string_view part : parts) out.append(out.empty() ? "" : "/").append(part);
  return out;
}

Program::Program(std::span<const PackageFile> files) {
  for (const PackageFile& file : files) files_.emplace(file.path, file.text);
}

std::string_view Program::text(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? std::string_view() : found->second;
}

uint32_t Program::load(std::string_view path) {
  const std::string normal = normal_path(path);
  const auto [at, added] = loaded_.try_emplace(normal, kNoIndex);
  if (!added) return at->second;
  const auto file = files_.find(normal);
  if (file == files_.end()) return kNoIndex;
  const std::string_view text = file->second;
  if (text.size() > kMaxFile || parsed_ + text.size() > kMaxParsedBytes) {
    cut_ = true;
    return kNoIndex;
  }
  parsed_ += text.size();
  modules_.push_back(std::make_unique<Module>(normal, text));
  return at->second = size() - 1;
}

uint32_t Program::require(uint32_t from, std::string_view name) {
  if (!name.starts_with('.')) return kNoIndex;
  const std::string base = normal_path(std::string(directory_of((*this)[from].path())).append(name));
  for (const char* end : {"", ".js", ".cjs", "/index.js"}) {
    const std::string path = base + end;
    const bool script = path.ends_with(".js") || path.ends_with(".cjs");
    if (script && files_.contains(path)) return load(path);
  }
  return kNoIndex;
}

Place Program::exported(uint32_t module, std::string_view name) const {
  const Module& m = (*this)[module];
  const std::string_view wanted = name.empty() ? std::string_view("exports") : name;
  for (const Ref write : m.fields(wanted)) {
    if (m[write].kind != Kind::assign) continue;
    const Ref object = m.child(m.child(write, 0), 0);
    const std::string_view of = m.slice(object);
    const bool whole = name.empty() && of == "module";
    const bool part = !name.empty() && (of == "exports" || of == "module.exports");
    if (whole || part) return {module, m.child(write, 1)};
  }
  return name.empty() ? exported(module, "default") : Place();
}

}  // namespace halint::package
