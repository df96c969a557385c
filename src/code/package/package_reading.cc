// SPDX-License-Identifier: Apache-2.0
#include "halint/code/package/package_reading.h"

#include <algorithm>
#include <array>

#include "code/package/editor_page.h"
#include "code/package/follower.h"
#include "code/package/manifest.h"

namespace halint::package {
namespace {

constexpr size_t kMaxTypes = 2000;

/// A `registerType` of the runtime.
struct Registration {
  std::string type;
  Place call;
  Place constructor;
};

class Reading {
 public:
  explicit Reading(std::span<const PackageFile> files) : files_(files), program_(files) {}

  PackageReading run() {
    PackageReading out;
    const Manifest manifest = read_manifest(program_.text("package.json"));
    out.name = manifest.name;
    out.version = manifest.version;
    for (const std::string& file : node_files(manifest)) load(file);
    // Files that a registered file requires may register types too.
    for (uint32_t module = 0; module < program_.size(); ++module) find_registrations(module);
    for (const Registration& found : registrations_) constructors_.emplace(found.type, found.constructor);
    for (const Registration& found : registrations_) out.types.push_back(read(found));
    std::stable_sort(out.types.begin(), out.types.end(),
                     [](const TypeReading& a, const TypeReading& b) { return a.type < b.type; });
    const auto twice = std::unique(out.types.begin(), out.types.end(),
                                   [](const TypeReading& a, const TypeReading& b) { return a.type == b.type; });
    out.types.erase(twice, out.types.end());
    out.cut = program_.cut();
    return out;
  }

 private:
  std::span<const PackageFile> files_;
  Program program_;
  std::vector<Registration> registrations_;
  std::vector<EditorType> editor_;
  Constructors constructors_;

  // A folder of nodes without a list of them has each script beside its page, as in Node-RED's own package.
  [[nodiscard]] std::vector<std::string> node_files(const Manifest& manifest) const {
    if (!manifest.node_files.empty()) return manifest.node_files;
    std::vector<std::string> scripts;
    for (const PackageFile& file : files_) {
      if (!file.path.ends_with(".js") || scripts.size() >= kMaxTypes) continue;
      const std::string page = std::string(file.path.substr(0, file.path.size() - 3)) + ".html";
      if (!program_.text(page).empty()) scripts.emplace_back(file.path);
    }
    return scripts;
  }

  void load(const std::string& file) {
    if (program_.load(file) == kNoIndex && program_.load(file + ".js") == kNoIndex) return;
    const size_t dot = file.rfind('.');
    const std::string page = normal_path(file.substr(0, dot) + ".html");
    for (EditorType& type : read_editor_page(program_.text(page))) editor_.push_back(std::move(type));
  }

  [[nodiscard]] std::string type_name(Place place) {
    const Origin origin = Origins(program_).of(place);
    if (origin.is(OriginKind::text)) return origin.name;
    const Module& m = program_[place.module];
    return m[place.ref].kind == Kind::identifier ? std::string() : m.text_of(place.ref);
  }

  void find_registrations(uint32_t module) {
    const size_t functions = program_[module].functions().size();
    for (size_t f = 0; f < functions; ++f) {
      for (const Ref call : program_[module].functions()[f].calls) {
        const Module& m = program_[module];
        const Ref callee = m.child(call, 0);
        if (m[callee].kind == Kind::identifier && m.slice(callee) == "require") follow_require(module, call);
        if (m[callee].kind != Kind::member || m.member_name(callee) != "registerType") continue;
        // registerType(type, constructor, options); bundles may pass a name of the module first.
        const Ref first = m.child(call, 1);
        const Ref second = m.child(call, 2);
        if (first == js::kNone || second == js::kNone || registrations_.size() >= kMaxTypes) continue;
        if (m[second].kind == Kind::object) continue;  // the editor's
        std::string type = type_name({module, first});
        if (!type.empty()) registrations_.push_back({std::move(type), {module, call}, {module, second}});
      }
    }
  }

  void follow_require(uint32_t module, Ref call) {
    const Ref name = program_[module].child(call, 1);
    if (name != js::kNone) program_.require(module, program_[module].text_of(name));
  }

  TypeReading read(const Registration& found) {
    const Module& m = program_[found.call.module];
    TypeReading out;
    out.type = found.type;
    out.file = m.path();
    out.line = m.line_of(found.call.ref);
    const auto page =
        std::find_if(editor_.begin(), editor_.end(), [&](const EditorType& t) { return t.type == out.type; });
    if (page != editor_.end()) {
      out.in_editor = true;
      out.config = page->config;
      out.inputs = page->inputs;
      out.outputs = page->outputs;
      out.properties = page->properties;
    }
    Follower follower(program_, out, constructors_);
    follower.learn_red(found.call);
    follower.run(found.constructor);
    return out;
  }
};

}  // namespace

PackageReading read_package(std::span<const PackageFile> files) { return Reading(files).run(); }

std::string_view to_string(SignalKind kind) {
  constexpr std::array<std::string_view, 33> kWords{
      "sends_at_start", "sends_on_timer",  "sends_on_event", "sends_on_shared",     "sends_on_local",
      "sends_on_route", "sends_on_widget", "passes",         "keeps_counter",       "keeps_list",
      "keeps_queue",    "keeps_flag",      "keeps_last",     "compares_last",       "keeps_timer",
      "uses_context",   "reads_outside",   "sets_outside",   "acts_outside",        "calls_outside",
      "queries",        "replies",         "shows",          "reads_file",          "writes_file",
      "watches_file",   "runs_process",    "uses_hardware",  "uses_local_database", "listens",
      "holds_session",  "connects",        "runs_code"};
  return kind == SignalKind::unresolved ? std::string_view("unresolved") : kWords[static_cast<size_t>(kind)];
}

}  // namespace halint::package
