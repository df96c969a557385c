// SPDX-License-Identifier: Apache-2.0
#include "report/editor_look.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "halint/report/escape.h"

namespace halint {
namespace {

// Helvetica's widths from blank to tilde, in thousandths of the size.
constexpr std::array<uint16_t, 95> kWidths{
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr uint32_t kOtherWidth = 556;
constexpr uint32_t kWideWidth = 1000;
constexpr char32_t kFirstWide = 0x2E80;  // of the scripts of East Asia, and pictures
constexpr uint32_t kSize = 14;

struct Look {
  std::string_view type;
  std::string_view colour;
  std::string_view picture;
};

// Sorted by type.
constexpr std::array<Look, 49> kLooks{{
    {"batch", "#e2d96e", "join"},         {"catch", "#e49191", "alert"},
    {"change", "#e2d96e", "change"},      {"comment", "#ffffff", "comment"},
    {"complete", "#c0edc0", "alert"},     {"csv", "#debd5c", "template"},
    {"debug", "#87a980", "debug"},        {"delay", "#e6e0f8", "clock"},
    {"e-mail", "#c7e9c0", "mail"},        {"e-mail in", "#c7e9c0", "mail"},
    {"exec", "#e9967a", "function"},      {"file", "#deb887", "file"},
    {"file in", "#deb887", "file"},       {"function", "#fdd0a2", "function"},
    {"html", "#debd5c", "template"},      {"http in", "#e7e7ae", "globe"},
    {"http request", "#e7e7ae", "globe"}, {"http response", "#e7e7ae", "globe"},
    {"inject", "#a6bbcf", "inject"},      {"join", "#e2d96e", "join"},
    {"json", "#debd5c", "template"},      {"junction", "#999999", ""},
    {"link call", "#dddddd", "link"},     {"link in", "#dddddd", "link"},
    {"link out", "#dddddd", "link"},      {"mqtt in", "#d8bfd8", "waves"},
    {"mqtt out", "#d8bfd8", "waves"},     {"range", "#e2d96e", "change"},
    {"rbe", "#e2d96e", "switch"},         {"smooth", "#e2d96e", "change"},
    {"sort", "#e2d96e", "join"},          {"split", "#e2d96e", "split"},
    {"status", "#94c1d0", "alert"},       {"switch", "#e2d96e", "switch"},
    {"tail", "#deb887", "file"},          {"tcp in", "#c0c0c0", "globe"},
    {"tcp out", "#c0c0c0", "globe"},      {"tcp request", "#c0c0c0", "globe"},
    {"template", "#f3b56b", "template"},  {"trigger", "#e6e0f8", "clock"},
    {"udp in", "#c0c0c0", "globe"},       {"udp out", "#c0c0c0", "globe"},
    {"unknown", "#ffffff", "gear"},       {"watch", "#deb887", "file"},
    {"websocket in", "#d7d7a0", "waves"}, {"websocket out", "#d7d7a0", "waves"},
    {"xml", "#debd5c", "template"},       {"yaml", "#debd5c", "template"},
    {"zip", "#debd5c", "file"},
}};

// For the types of other packages: words in their names.
constexpr std::array<Look, 22> kWords{
    {{"subflow:", "#dddddd", "subflow"},  {"mqtt", "#d8bfd8", "waves"},      {"sql", "#8fb4d9", "database"},
     {"mongo", "#8fb4d9", "database"},    {"influx", "#8fb4d9", "database"}, {"redis", "#8fb4d9", "database"},
     {"postgres", "#8fb4d9", "database"}, {"dynamo", "#8fb4d9", "database"}, {"elastic", "#8fb4d9", "database"},
     {"mail", "#c7e9c0", "mail"},         {"kafka", "#d8bfd8", "waves"},     {"amqp", "#d8bfd8", "waves"},
     {"cron", "#a6bbcf", "clock"},        {"timer", "#e6e0f8", "clock"},     {"schedule", "#a6bbcf", "clock"},
     {"http", "#e7e7ae", "globe"},        {"ui-", "#3fadb5", "screen"},      {"ui_", "#3fadb5", "screen"},
     {"file", "#deb887", "file"},         {"slack", "#c7e9c0", "comment"},   {"telegram", "#c7e9c0", "comment"},
     {"opcua", "#c0c0c0", "waves"}}};

const Look& look_of(std::string_view type) {
  static constexpr Look kOther{"", "#d3dae3", "gear"};
  const auto found = std::lower_bound(kLooks.begin(), kLooks.end(), type,
                                      [](const Look& look, std::string_view t) { return look.type < t; });
  if (found != kLooks.end() && found->type == type) return *found;
  for (const Look& look : kWords) {
    if (type.find(look.type) != std::string_view::npos) return look;
  }
  return kOther;
}

std::string inject_label(const Document& document, NodeId node, std::string label) {
  const std::string repeat = document.property(node, "repeat").text();
  if (document.property(node, "once").is_true()) label += " ¹";
  if ((!repeat.empty() && repeat != "0") || !document.property(node, "crontab").is_empty()) label += " ↻";
  return label;
}

std::string first_of(const Document& document, NodeId node, std::initializer_list<std::string_view> properties,
                     std::string_view other) {
  for (const std::string_view property : properties) {
    std::string text = document.property(node, property).text();
    if (!text.empty()) return text;
  }
  return std::string(other);
}

// core/function/15-change.html
std::string change_label(const Document& document, NodeId node) {
  size_t count = 0;
  std::string label;
  document.property(node, "rules").for_each_element([&](JsonValue rule) {
    if (++count > 1) return;
    const std::string action = rule.member("t").text();
    const std::string kind = rule.member("pt").text();
    label = (action == "set" || action == "change" || action == "move" ? action : "delete") + ' ' +
            (kind.empty() ? "msg" : kind) + '.' + rule.member("p").text();
  });
  return count == 1 ? label : count == 0 ? "change" : "change: " + std::to_string(count) + " rules";
}

// core/function/89-delay.html
std::string delay_label(const Document& document, NodeId node) {
  const auto text = [&](std::string_view property) { return document.property(node, property).text(); };
  const std::string kind = text("pauseType");
  if (kind == "delayv") return "variable";
  if (kind == "random") return "random";
  const std::string units = text("timeoutUnits");
  if (kind == "delay")
    return "delay " + text("timeout") + (units == "milliseconds" ? "ms" : units.empty() ? "s" : units.substr(0, 1));
  const std::string number = document.property(node, "nbRateUnits").number().value_or(1) > 1 ? text("nbRateUnits") : "";
  const std::string per = text("rateUnits").empty() ? "s" : number + text("rateUnits").substr(0, 1);
  return (kind == "rate" ? "limit " : "limit topic ") + text("rate") + " msg/" + per;
}

// core/function/89-trigger.html
std::string trigger_label(const Document& document, NodeId node) {
  const JsonValue duration = document.property(node, "duration");
  const double length = duration.number().value_or(0);
  if (length == 0) return "trigger & block";
  std::string text = duration.text();
  if (length < 0 && text.starts_with('-')) text.erase(0, 1);
  return (length > 0 ? "trigger " : "resend every ") + text + document.property(node, "units").text();
}

}  // namespace

int32_t text_width(std::string_view text) {
  uint64_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const Utf8Char c = read_utf8(text, at);
    at += c.size;
    width += c.code >= 32 && c.code < 127 ? kWidths[c.code - 32] : c.code >= kFirstWide ? kWideWidth : kOtherWidth;
  }
  return static_cast<int32_t>(std::min<uint64_t>(width * kSize / 1000, 4000));
}

int32_t node_width(std::string_view label, bool input) {
  const int32_t wanted = text_width(label) + 50 + (input ? 7 : 0);
  return std::max(100, (wanted + 19) / 20 * 20);
}

int32_t node_height(uint32_t outputs) { return std::max(30, static_cast<int32_t>(outputs) * 15); }

std::string_view colour_of(std::string_view type) { return look_of(type).colour; }

std::string_view picture_of(std::string_view type) { return look_of(type).picture; }

bool has_input(std::string_view type) {
  constexpr std::array<std::string_view, 8> kWithout{"catch",  "comment", "complete", "cronplus",
                                                     "inject", "status",  "watch",    "http in"};
  if (type == "file in") return true;
  return !type.ends_with(" in") && std::find(kWithout.begin(), kWithout.end(), type) == kWithout.end();
}

std::string editor_label(const Document& document, NodeId node, std::string_view subflow) {
  const DocumentNode& found = document.nodes[node];
  std::string label = std::string(found.name);
  if (label.empty() && !subflow.empty()) return std::string(subflow);
  if (found.type == "inject") return inject_label(document, node, label.empty() ? "inject" : label);
  if (!label.empty()) return label;
  if (found.type == "mqtt in" || found.type == "mqtt out") return first_of(document, node, {"topic"}, "mqtt");
  if (found.type == "change") return change_label(document, node);
  if (found.type == "delay") return delay_label(document, node);
  if (found.type == "trigger") return trigger_label(document, node);
  if (found.type == "http in")
    return '[' + document.property(node, "method").text() + "] " + document.property(node, "url").text();
  if (found.type == "http response") {
    const std::string code = document.property(node, "statusCode").text();
    return code.empty() ? "http" : "http (" + code + ')';
  }
  if (found.type == "debug") {
    const std::string what = document.property(node, "complete").text();
    return what == "true" ? "msg" : "msg." + (what.empty() || what == "false" ? std::string("payload") : what);
  }
  return first_of(document, node, {"label"}, found.type);
}

}  // namespace halint
