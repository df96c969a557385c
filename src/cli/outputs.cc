// SPDX-License-Identifier: Apache-2.0
#include "cli/outputs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cli/files.h"
#include "halint/report/html.h"

namespace halint::cli {

OutputContext output_context(const Configs& configs, const Config& run) {
  OutputContext context{run.all_rules(), run.fail_on.value};
  for (const Config* config : configs.all()) {
    for (const OwnRule& own : config->own_rules) {
      const bool there = std::any_of(context.rules.begin(), context.rules.end(),
                                     [&](const Rule& rule) { return rule.id == own.rule.id; });
      if (!there) context.rules.push_back(own.rule);
    }
  }
  std::sort(context.rules.begin(), context.rules.end(), [](const Rule& a, const Rule& b) { return a.id < b.id; });
  return context;
}

bool wants(const Outputs& outputs, Format format) {
  return outputs.standard == format || std::any_of(outputs.files.begin(), outputs.files.end(),
                                                   [&](const Output& one) { return one.format == format; });
}

TextOptions screen_options(const Look& look, const Streams& streams) {
  return {wants_color(streams.out, look.color), text_width(streams.out), !look.quiet, look.jobs,
          wants_links(streams.out) ? working_folder_uri() : std::string()};
}

RunWriter::RunWriter(const Outputs& outputs, const OutputContext& context, const RunHead& head, const RunEnd& end,
                     const Look& look, const Streams& streams)
    : context_(context),
      head_(head),
      end_(end),
      streams_(streams),
      at_once_(look.at_once),
      screen_(screen_options(look, streams)),
      page_(screen_) {
  page_.links.clear();
  page_.color = look.color == ColorChoice::always;
  page_.width = TextOptions().width;
  for (const Output& output : outputs.files) open(output);
  if (outputs.standard) open({*outputs.standard, "-"});
}

std::unique_ptr<ReportWriter> RunWriter::writer_of(const Output& to) const {
  switch (to.format) {
    case Format::text:
      return text_writer(options(to));
    case Format::concise:
      return concise_writer();
    case Format::json:
      return json_writer();
    case Format::ndjson:
      return ndjson_writer(head_, end_);
    case Format::sarif:
      return sarif_writer(context_.rules);
    case Format::github:
      return github_writer();
    case Format::gitlab:
      return gitlab_writer();
    case Format::junit:
      return junit_writer(context_.fail_on);
    case Format::checkstyle:
      return checkstyle_writer();
    case Format::markdown:
      return markdown_writer();
    case Format::html:
      return nullptr;
  }
  return nullptr;
}

void RunWriter::open(const Output& to) {
  std::unique_ptr<ReportWriter> writer = writer_of(to);
  if (writer == nullptr) {
    pages_.push_back(to);
    return;
  }
  Growing& added = growing_.emplace_back();
  added.to = to;
  added.direct = at_once_ && to.path == "-" && !writer->head_comes_last();
  added.writer = std::move(writer);
}

std::vector<std::string> RunWriter::bodies(const Report& piece) const {
  std::vector<std::string> out;
  out.reserve(growing_.size());
  for (const Growing& one : growing_) out.push_back(one.writer->body(piece));
  return out;
}

void RunWriter::give(Growing& one, std::string_view bytes) {
  if (!bytes.empty() && !one.failed) one.failed = !write_out(streams_, bytes);
}

void RunWriter::go_on(Growing& one, const std::string& body) {
  if (!one.begun) give(one, one.writer->head({}));
  one.begun = true;
  if (body.empty()) return;
  if (one.something) give(one, one.writer->between());
  one.something = true;
  give(one, body);
}

void RunWriter::keep(Growing& one, const std::string& body) {
  if (body.empty() || one.failed) return;
  one.waiting.push_back({files_, body.size()});
  if (one.spool.append(body)) return;
  one.failed = true;
  complain(streams_, std::string("the report cannot be kept in a temporary file: ") + std::strerror(errno));
}

void RunWriter::add(const std::vector<std::string>& bodies, const Report& piece, Progress& progress) {
  for (size_t i = 0; i < growing_.size(); ++i) {
    Growing& one = growing_[i];
    one.writer->note(piece);
    if (!one.direct)
      keep(one, bodies[i]);
    else if (is_watched(streams_.out))
      progress.aside([&] { go_on(one, bodies[i]); });
    else
      go_on(one, bodies[i]);
  }
  files_ += piece.files.size();
}

bool RunWriter::finish(Growing& one, const Report& run) {
  if (one.failed) return false;
  if (one.direct) {
    go_on(one, {});
    give(one, one.writer->tail(run));
    return !one.failed;
  }
  return write(one.to, [&](std::FILE* to) {
    if (!one.spool.rewind() || !write_all(to, one.writer->head(run))) return false;
    std::string body;
    for (const Waiting& next : one.waiting) {
      if (!one.spool.read(next.size, body)) return false;
      body = one.writer->filled(std::move(body), run, next.first);
      if (body.empty()) continue;
      if (one.something && !write_all(to, one.writer->between())) return false;
      one.something = true;
      if (!write_all(to, body)) return false;
    }
    return write_all(to, one.writer->tail(run));
  });
}

bool RunWriter::write(const Output& to, const std::function<bool(std::FILE*)>& bytes) {
  if (to.path == "-") return write_out(streams_, bytes);
  const Error error = write_file(to.path, bytes);
  if (!error.message.empty()) complain(streams_, error.to_string());
  return error.message.empty();
}

bool RunWriter::end(const Told& told) {
  bool written = true;
  for (Growing& one : growing_) written = finish(one, told.report) && written;
  for (const Output& one : pages_)
    written =
        write(one, [&](std::FILE* to) { return write_all(to, write_html(told.report, told.drawings)); }) && written;
  return written;
}

}  // namespace halint::cli
