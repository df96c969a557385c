// Prints the verdict of each flow of a file: `verdicts < flows.json`. SPDX-License-Identifier: Apache-2.0
#include <halint/halint.h>

#include <iostream>
#include <iterator>
#include <string>

int main() {
  const std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
  const auto file = halint::SourceFile::create("flows.json", halint::PaddedBytes::copy_of(bytes));
  if (!file) {
    std::cerr << file.error().to_string() << '\n';
    return 2;
  }
  halint::Options options;
  options.replicas = 3;
  const halint::Catalog catalog;
  halint::Report report;
  halint::check(*file, options, catalog, report);
  for (const halint::Error& error : report.errors) std::cerr << error.to_string() << '\n';
  for (const halint::ReportFile& read : report.files) {
    for (const auto& flow : read.flows) std::cout << flow.label << ": " << halint::to_string(flow.verdict()) << '\n';
  }
  return report.errors.empty() ? 0 : 2;
}
