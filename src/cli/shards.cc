// SPDX-License-Identifier: Apache-2.0
#include "cli/shards.h"

#include <algorithm>
#include <utility>

namespace halint::cli {
namespace {

std::string name(const Shard& shard) {
  return "shard " + std::to_string(shard.number) + " of " + std::to_string(shard.of);
}

bool same_errors(const std::vector<Error>& one, const std::vector<Error>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const Error& a, const Error& b) { return a.to_string() == b.to_string(); });
}

bool same_rules(const std::vector<Rule>& one, const std::vector<Rule>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const Rule& a, const Rule& b) {
    return a.id == b.id && a.level == b.level && a.summary == b.summary && a.fix == b.fix;
  });
}

// What shards say of folders and ignores belongs together item by item; false if they do not speak of the same.
bool add_end(RunEnd& sum, RunEnd&& more) {
  if (sum.folders.empty() && sum.ignores.empty()) {
    sum.folders = std::move(more.folders);
    sum.ignores = std::move(more.ignores);
    sum.gone += more.gone;
    return true;
  }
  if (sum.folders.size() != more.folders.size() || sum.ignores.size() != more.ignores.size()) return false;
  for (size_t i = 0; i < sum.folders.size(); ++i) {
    sum.folders[i].fruitful = sum.folders[i].fruitful || more.folders[i].fruitful;
    sum.folders[i].skipped += more.folders[i].skipped;
  }
  for (size_t i = 0; i < sum.ignores.size(); ++i)
    sum.ignores[i].use = std::max(sum.ignores[i].use, more.ignores[i].use);
  sum.gone += more.gone;
  return true;
}

// Why two reports are not of one run.
std::optional<std::string> differs(const RunHead& one, const RunHead& other) {
  if (one.shard.of != other.shard.of)
    return "is " + name(one.shard) + ", and the first report is one of " + std::to_string(other.shard.of);
  if (one.inputs != other.inputs)
    return "was parted from " + std::to_string(one.inputs) + " files, and the first report from " +
           std::to_string(other.inputs) + "; all machines must see the same files";
  if (one.digest != other.digest)
    return "was parted from files with other names than the first report; all machines must see the same files, and "
           "name them alike";
  if (one.platform != other.platform || one.deployment != other.deployment || one.replicas != other.replicas ||
      one.fail_on != other.fail_on || one.strict != other.strict || !same_rules(one.rules, other.rules))
    return "was made with other options or another halint.toml than the first report";
  return std::nullopt;
}

}  // namespace

Shards::Shards(const std::vector<std::string>& paths, std::FILE* input) {
  for (const std::string& path : paths) reports_.emplace_back(path, input);
  read_first_lines();
  if (!error_) arrange();
}

void Shards::read_first_lines() {
  for (One& one : reports_) {
    const std::optional<std::string_view> line = one.lines.next();
    if (!line) {
      error_ = one.lines.error() ? one.lines.error() : one.reader.cut_off();
      return;
    }
    const Result<NdjsonRecord> read = one.reader.next(*line);
    if (!read) {
      error_ = read.error();
      return;
    }
    one.lines.rest();
  }
}

void Shards::arrange() {
  const RunHead& first = reports_.front().reader.head();
  in_order_.resize(std::min<size_t>(first.shard.of, reports_.size()));
  for (One& one : reports_) {
    const RunHead& head = one.reader.head();
    if (const std::optional<std::string> why = differs(head, first)) {
      error_ = Error{*why, one.path};
      return;
    }
    if (head.shard.number > in_order_.size()) continue;  // then one before it is missing, or is there twice
    One*& place = in_order_[head.shard.number - 1];
    if (place != nullptr) {
      error_ = Error{"is " + name(head.shard) + ", as " + place->path + " is; give each shard once", one.path};
      return;
    }
    place = &one;
  }
  const auto missing = std::find(in_order_.begin(), in_order_.end(), nullptr) - in_order_.begin();
  if (missing != static_cast<std::ptrdiff_t>(first.shard.of)) {
    error_ = Error{"the report of " + name({static_cast<uint32_t>(missing) + 1, first.shard.of}) +
                   " is missing; give those of all shards"};
    return;
  }
  know_head(*in_order_.front());
  head_.shard = {};
}

void Shards::know_head(const One& one) {
  const RunHead& head = one.reader.head();
  head_.inputs = head.inputs;
  head_.digest = head.digest;
  head_.platform = head.platform;
  head_.deployment = head.deployment;
  head_.replicas = head.replicas;
  head_.fail_on = fail_on_.value_or(head.fail_on);
  head_.strict = head.strict;
  head_.rules = head.rules;
  head_.errors = head.errors;
  head_.left_out = head.left_out;
}

void Shards::read(const std::function<void(Report&& piece)>& take, RunEnd& end) {
  for (One* const one : in_order_) {
    read_one(*one, take, end);
    if (error_) return;
    if (!same_errors(one->reader.head().errors, head_.errors)) {
      error_ = Error{"names other paths that cannot be read than " + in_order_.front()->path +
                         "; all machines must see the same files",
                     one->path};
      return;
    }
    one->lines.rest();
  }
}

void Shards::read_one(One& one, const std::function<void(Report&& piece)>& take, RunEnd& end) {
  while (const std::optional<std::string_view> line = one.lines.next()) {
    Result<NdjsonRecord> record = one.reader.next(*line);
    if (!record) {
      error_ = record.error();
      return;
    }
    if (&one == in_order_.front() && !std::holds_alternative<std::monostate>(*record)) know_head(one);
    if (Report* const piece = std::get_if<Report>(&*record)) take(std::move(*piece));
    if (RunEnd* const more = std::get_if<RunEnd>(&*record); more != nullptr && !add_end(end, std::move(*more))) {
      error_ = Error{"was made with other folders or another halint.toml than " + in_order_.front()->path, one.path};
      return;
    }
  }
  error_ = one.lines.error() ? one.lines.error() : one.reader.cut_off();
}

}  // namespace halint::cli
