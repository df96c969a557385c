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
    case Format::github:
    case Format::gitlab:
    case Format::junit:
    case Format::checkstyle:
    case Format::markdown:
    case Format::html:
      return nullptr;
  }
  return nullptr;
}

std::string RunWriter::render(const Told& told, Format format) const {
  const Report& report = told.report;
  switch (format) {
    case Format::sarif:
      return write_sarif(report, context_.rules);
    case Format::github:
      return write_github(report);
    case Format::gitlab:
      return write_gitlab(report);
    case Format::junit:
      return write_junit(report, context_.fail_on);
    case Format::checkstyle:
      return write_checkstyle(report);
    case Format::markdown:
      return write_markdown(report);
    case Format::html:
      return write_html(report, told.drawings);
    case Format::text:
    case Format::concise:
    case Format::json:
    case Format::ndjson:
      return {};  // see writer_of
  }
  return {};
}

void RunWriter::open(const Output& to) {
  std::unique_ptr<ReportWriter> writer = writer_of(to);
  if (writer == nullptr) {
    gathering_.push_back(to);
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
  if (bytes.empty() || one.failed) return;
  if (one.direct) {
    one.failed = !write_out(streams_, bytes);
  } else if (!one.spool.append(bytes)) {
    one.failed = true;
    complain(streams_, std::string("the report cannot be kept in a temporary file: ") + std::strerror(errno));
  }
}

void RunWriter::begin(Growing& one) {
  if (one.begun || one.writer->head_comes_last()) return;
  one.begun = true;
  give(one, one.writer->head({}));
}

void RunWriter::add(const std::vector<std::string>& bodies, Progress& progress) {
  for (size_t i = 0; i < growing_.size(); ++i) {
    Growing& one = growing_[i];
    const auto go_on = [&] {
      begin(one);
      if (bodies[i].empty()) return;
      if (one.something) give(one, one.writer->between());
      one.something = true;
      give(one, bodies[i]);
    };
    if (one.direct && is_watched(streams_.out))
      progress.aside(go_on);
    else
      go_on();
  }
}

bool RunWriter::finish(Growing& one, const Report& run) {
  begin(one);
  if (one.failed) return false;
  const std::string tail = one.writer->tail(run);
  if (one.direct) {
    give(one, tail);
    return !one.failed;
  }
  const std::string head = one.begun ? std::string() : one.writer->head(run);
  const auto write = [&](std::FILE* to) {
    return std::fwrite(head.data(), 1, head.size(), to) == head.size() && one.spool.copy_to(to) &&
           std::fwrite(tail.data(), 1, tail.size(), to) == tail.size();
  };
  if (one.to.path == "-") return write_out(streams_, write);
  const Error error = write_file(one.to.path, write);
  if (!error.message.empty()) complain(streams_, error.to_string());
  return error.message.empty();
}

bool RunWriter::write(const Output& to, const std::string& bytes) {
  if (to.path == "-") return write_out(streams_, bytes);
  const Error error = write_file(to.path, bytes);
  if (!error.message.empty()) complain(streams_, error.to_string());
  return error.message.empty();
}

bool RunWriter::end(const Told& told) {
  bool written = true;
  for (Growing& one : growing_) written = finish(one, told.report) && written;
  for (const Output& one : gathering_) written = write(one, render(told, one.format)) && written;
  return written;
}

}  // namespace halint::cli
