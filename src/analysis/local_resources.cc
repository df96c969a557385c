// What belongs to one host: files, processes, hardware, embedded databases. Whether that matters depends on the
// platform's file systems and on who reads what is written.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "analysis/analyses.h"
#include "analysis/asked_properties.h"
#include "analysis/message_flow.h"
#include "analysis/seen.h"
#include "analysis/shared_folders.h"
#include "analysis/shell.h"
#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxLook = 300;

// A file that a node reads, writes or watches; `path` is empty when the message decides, `folder` is where the message
// surely leads then, with a slash behind it.
struct FileUse {
  VertexId vertex = kNoVertex;
  Resource resource{};
  std::string path;
  std::string folder;

  [[nodiscard]] const std::string& place() const { return path.empty() ? folder : path; }
};

// What all messages that arrive name, if it is one absolute path or begins with one. Of /data, which may be a volume
// of its own, the path must be known wholly.
void take_named(const Model& model, FileUse& use) {
  const std::string property =
      file_property(model.document(), model.node_of(use.vertex), model.behaviors[use.vertex].facts->path);
  if (property.empty()) return;
  const MessageValue& value = model.messages->value_at(use.vertex, property);
  if (value.open || value.constants.size() != 1) return;
  const Constant& named = value.constants.front();
  if (named.type != ValueType::text || named.text.empty() || named.text.front() != '/') return;
  if (named.form == TextForm::whole) {
    use.path = named.text;
  } else {
    const size_t known = named.form == TextForm::holes ? named.text.find('?') : std::string::npos;
    use.folder = named.text.substr(0, named.text.rfind('/', known) + 1);
    if (under(use.folder, "/data")) use.folder.clear();
  }
}

// A folder and all files in it are one.
std::string as_file(std::string path) {
  while (path.size() > 1 && (path.back() == '/' || path.back() == '*')) path.pop_back();
  return path;
}

// Whoever writes it does so right before it is read, in one and the same message: it never leaves the copy.
bool is_scratch(const Model& model, const FileUse& reader, const FileUse& writer) {
  if (model.document().property(model.node_of(writer.vertex), "overwriteFile").text() != "true") return false;
  Seen seen(reader.vertex, kMaxLook);
  for (size_t at = 0; at < seen.size(); ++at) {
    if (seen.spent()) return false;
    if (seen[at] == writer.vertex) continue;
    if (at > 0 && model.delivery.own[seen[at]] != 0) return false;
    for (const Edge& edge : model.graph.in(seen[at])) {
      if (model.at(edge.to) != 0) seen.add(edge.to);
      if (seen.spent()) return false;
    }
  }
  return true;
}

std::vector<FileUse> file_uses(const Model& model) {
  std::vector<FileUse> uses;
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) {
    const Facts& facts = *model.behaviors[v].facts;
    const bool file = facts.resource == Resource::file_read || facts.resource == Resource::file_write ||
                      facts.resource == Resource::file_watch;
    // Nothing reaches a node that nothing is sent to.
    if (file && facts.level != Level::none && (model.at(v) != 0)) {
      FileUse use{v, facts.resource, path_of(model, v, facts.path), {}};
      if (use.path.empty()) take_named(model, use);
      use.path = as_file(std::move(use.path));
      uses.push_back(std::move(use));
    }
    if (model.graph.vertex(v).role != VertexRole::node || model.type_of(v) != "exec" || model.at(v) == 0) continue;
    for (std::string& path : read_shell(model.graph.text(v, "command").text).writes) {
      path = as_file(std::move(path));
      if (!path.empty() && path.front() == '/') uses.push_back({v, Resource::file_write, std::move(path), {}});
    }
  }
  return uses;
}

bool may_be_same(const FileUse& a, const FileUse& b) {
  if (a.path.empty() || b.path.empty()) return a.place() == b.place();
  return a.path == b.path || (b.resource == Resource::file_watch && under(a.path, b.path)) ||
         (a.resource == Resource::file_watch && under(b.path, a.path));
}

Place place_for(const Model& model, VertexId v, std::string_view property) {
  const NodeId node = model.node_of(v);
  const JsonValue value =
      property.find("->") == std::string_view::npos ? model.document().property(node, property) : JsonValue();
  return value && !value.is_empty() ? place_of(model.document(), node, property, value)
                                    : place_of(model.document(), node);
}

Finding base(const Model& model, VertexId v, std::string_view rule, Level level) {
  const Facts& facts = *model.behaviors[v].facts;
  Finding finding;
  finding.rule = rule;
  finding.level = facts.level == Level::unset ? level : std::min(level, facts.level);
  finding.confidence = facts.confidence == Confidence::unset ? Confidence::high : facts.confidence;
  finding.place = place_for(model, v, facts.path);
  if (!facts.fix.empty()) finding.help.emplace_back(facts.fix);
  return finding;
}

// Whose host it is depends on which copies do the work.
std::string host_words(const Model& model, VertexId v) {
  return (model.at(v) & bit(Arrival::balanced)) != 0 ? "on the host of the copy that got the message"
                                                     : "on the host of each copy for itself";
}

std::string file_name(const FileUse& use) {
  if (!use.path.empty()) return quoted(use.path);
  return use.folder.empty() ? "a file named by the message" : "a file in " + quoted(use.folder);
}

bool writes(const FileUse& use) { return use.resource == Resource::file_write; }

// Each copy has it for itself: a scratch file of one message, or one that each copy writes at its start.
bool is_own_file(const Model& model, const FileUse& a, const FileUse& b) {
  if (writes(a) == writes(b) || a.resource == Resource::file_watch || b.resource == Resource::file_watch) return false;
  const FileUse& writer = writes(a) ? a : b;
  const FileUse& reader = writes(a) ? b : a;
  return model.at(writer.vertex) == bit(Arrival::startup) || is_scratch(model, reader, writer);
}

// Who reads what another node writes, found by place.
class FilePairs {
 public:
  FilePairs(const Model& model, const std::vector<FileUse>& uses) : model_(model) {
    for (const FileUse& use : uses) {
      by_place_[{use.place(), writes(use)}].push_back(&use);
      if (use.resource == Resource::file_watch) watches_.push_back(&use);
      if (writes(use)) writes_.push_back(&use);
    }
  }

  // The first use by another node on the other side, or null.
  const FileUse* other(const FileUse& use) const {
    const FileUse* first = nullptr;
    const auto consider = [&](const List& list) {
      const auto found = std::find_if(list.begin(), list.end(), [&](const FileUse* o) {
        return model_.node_of(o->vertex) != model_.node_of(use.vertex) && may_be_same(use, *o);
      });
      if (found != list.end() && (first == nullptr || *found < first)) first = *found;
    };
    const auto same = by_place_.find({use.place(), !writes(use)});
    if (same != by_place_.end()) consider(same->second);
    if (writes(use)) consider(watches_);
    if (use.resource == Resource::file_watch) consider(writes_);
    return first;
  }

 private:
  using List = std::vector<const FileUse*>;
  const Model& model_;
  std::map<std::pair<std::string_view, bool>, List> by_place_;
  List watches_, writes_;
};

void check_file(const Model& model, const FilePairs& pairs, const FileUse& use, Findings& findings) {
  if (on_shared_volume(model.settings, use.place())) return;
  const Document& document = model.document();
  const FileUse* const other = pairs.other(use);
  const bool paired = other != nullptr;
  // A file that only ships with the container is the same in every copy.
  if (use.resource == Resource::file_read && !paired) return;
  if (paired && is_own_file(model, use, *other)) return;
  const std::string who = label(document, model.node_of(use.vertex));
  Finding finding = base(model, use.vertex, "local-file", Level::warning);
  const bool by_balanced = (model.at(use.vertex) & model.forgotten()) != 0;
  if (use.resource == Resource::file_watch)
    finding.when = "watch";
  else if (under(use.path, "/data"))
    finding.when = "volume";  // the official image declares it to be one
  if (use.resource == Resource::file_watch) {
    finding.message = who + " sees only the files of its own copy's host";
  } else if (use.resource == Resource::file_write) {
    finding.message = who + " writes " + file_name(use) + " " + host_words(model, use.vertex);
    if (paired)
      finding.message +=
          ", and " + label(document, model.node_of(other->vertex)) + " in another copy reads a different file";
    if (paired && by_balanced) finding.level = Level::error;
  } else {
    finding.message = who + " reads " + file_name(use) + ", but the copy that wrote it may be another one";
    if (by_balanced) finding.level = Level::error;
  }
  if (paired)
    finding.related.push_back({place_for(model, other->vertex, model.behaviors[other->vertex].facts->path),
                               use.resource == Resource::file_write ? "reads it" : "writes it"});
  findings.push_back(std::move(finding));
}

bool names_kill(const Model& model, VertexId v) {
  const JsonValue writes = model.document().property(model.node_of(v), model.type_of(v) == "change" ? "rules" : "func");
  return writes && model.document().file->cut(model.document().span_of(writes)).find("kill") != std::string_view::npos;
}

// A node before it sends `msg.kill`, which ends what this copy has started (core/function/90-exec.js:60).
bool may_be_killed(const Model& model, VertexId v) {
  if ((model.at(v) & bit(Arrival::balanced)) == 0) return false;
  Seen seen(v, kMaxLook);
  for (size_t at = 0; at < seen.size() && !seen.spent(); ++at) {
    if (at > 0) {
      if (names_kill(model, seen[at])) return true;
      if (!hands_on(model, seen[at])) continue;
    }
    for (const Edge& edge : model.graph.in(seen[at])) {
      seen.add(edge.to);
      if (seen.spent()) break;
    }
  }
  return false;
}

void check_other(const Model& model, VertexId v, Findings& findings) {
  const Facts& facts = *model.behaviors[v].facts;
  if (facts.level == Level::none || (model.at(v) == 0 && facts.resource != Resource::hardware)) return;
  const auto who = [&] { return label(model.document(), model.node_of(v)); };
  if (facts.resource == Resource::process && (model.outcomes[v] != Outcome::none || may_be_killed(model, v))) {
    Finding finding = base(model, v, "local-process", Level::warning);
    finding.message = who() + " starts a program " + host_words(model, v);
    findings.push_back(std::move(finding));
  } else if (facts.resource == Resource::hardware) {
    Finding finding = base(model, v, "local-hardware", Level::error);
    finding.message =
        who() + " needs hardware of one host: a copy elsewhere has none, and two on one host fight over it";
    findings.push_back(std::move(finding));
  } else if (facts.resource == Resource::database) {
    const std::string path = path_of(model, v, facts.path);
    Finding finding =
        base(model, v, "local-database", on_shared_volume(model.settings, path) ? Level::warning : Level::error);
    finding.message =
        on_shared_volume(model.settings, path)
            ? who() + " opens one database file from " + copies(model.settings) +
                  ", over a shared volume that may not lock it"
            : who() + " uses a database that each copy has for itself, so what one copy stores the other does not find";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

void find_local_resources(const Model& model, Findings& findings) {
  const std::vector<FileUse> uses = file_uses(model);
  const FilePairs pairs(model, uses);
  for (const FileUse& use : uses) check_file(model, pairs, use, findings);
  for (VertexId v = 0; v < model.graph.vertices().size(); ++v) check_other(model, v, findings);
}

}  // namespace halint
