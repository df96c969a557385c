// SPDX-License-Identifier: Apache-2.0
#include "cli/outputs.h"

#include <algorithm>

#include "cli/files.h"
#include "cli/lint.h"
#include "halint/report/formats.h"
#include "halint/report/html.h"

namespace halint::cli {
namespace {

std::string render(const Told& told, const OutputContext& context, Format format, const TextOptions& text) {
  const Report& report = told.report;
  switch (format) {
    case Format::text:
      return write_text(report, text);
    case Format::concise:
      return write_concise(report);
    case Format::json:
      return write_json(report);
    case Format::sarif:
      return write_sarif(report, context.rules);
    case Format::github:
      return write_github(report);
    case Format::gitlab:
      return write_gitlab(report);
    case Format::junit:
      return write_junit(report, context.fail_on);
    case Format::checkstyle:
      return write_checkstyle(report);
    case Format::markdown:
      return write_markdown(report);
    case Format::html:
      return write_html(report, told.drawings);
  }
  return {};
}

}  // namespace

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

bool draws(const Outputs& outputs) {
  return outputs.standard == Format::html || std::any_of(outputs.files.begin(), outputs.files.end(),
                                                         [](const Output& one) { return one.format == Format::html; });
}

TextOptions screen_options(const CheckArguments& arguments, const Streams& streams) {
  return {wants_color(streams.out, arguments.color), text_width(streams.out), !arguments.quiet, jobs_of(arguments),
          wants_links(streams.out) ? working_folder_uri() : std::string()};
}

bool write_outputs(const Told& told, const OutputContext& context, const Outputs& outputs,
                   const CheckArguments& arguments, const Streams& streams) {
  bool written = true;
  const TextOptions screen = screen_options(arguments, streams);
  TextOptions page = screen;
  page.links.clear();
  page.color = arguments.color == ColorChoice::always;
  page.width = TextOptions().width;
  for (const Output& output : outputs.files) {
    if (output.path == "-") {
      written = write_out(streams, render(told, context, output.format, screen)) && written;
      continue;
    }
    const Error error = write_file(output.path, render(told, context, output.format, page));
    if (error.message.empty()) continue;
    complain(streams, error.to_string());
    written = false;
  }
  if (!outputs.standard) return written;
  return write_out(streams, render(told, context, *outputs.standard, screen)) && written;
}

}  // namespace halint::cli
