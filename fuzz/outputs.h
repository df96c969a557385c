// What must hold for an output, judged without halint's own code. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace fuzz {

/// One JSON value and nothing else.
void require_json(std::string_view text);
/// Well-formed XML 1.0 as far as halint uses it: elements nest, attributes are quoted and named once, `<`, `&` and
/// characters that XML has not are nowhere in text.
void require_xml(std::string_view text);
/// A page that needs nothing else: elements nest, one style and one script, no handlers of events, nothing that loads,
/// and links that lead into the page or to https.
void require_html(std::string_view text);
/// For terminals: UTF-8 without control bytes but line feeds, and without marks that turn the direction of writing.
void require_printable(std::string_view text);
/// As require_printable, but for escape sequences that set colours.
void require_colored(std::string_view text);
/// No element, and links only to halint's own pages; rows of tables have as many cells as their headings.
void require_markdown(std::string_view text);
/// Every line is a workflow command with a title.
void require_commands(std::string_view text);

}  // namespace fuzz
