// SPDX-License-Identifier: Apache-2.0
#include "analysis/context_finding.h"

#include <algorithm>

#include "analysis/words.h"

namespace halint {
namespace {

constexpr size_t kMaxRelated = 8;

std::string_view scope_name(ContextScope scope) {
  return scope == ContextScope::node ? "node" : scope == ContextScope::flow ? "flow" : "global";
}

Arrival first_arrival(const KeyUse& use) {
  for (size_t i = 0; i < kArrivals; ++i) {
    if ((use.arrivals & bit(static_cast<Arrival>(i))) != 0) return static_cast<Arrival>(i);
  }
  return Arrival::unknown;
}

}  // namespace

std::string key_words(const KeyUse& use) {
  const std::string scope(scope_name(use.use->scope));
  if (use.use->certainty == Certainty::constant) return scope + " context " + quoted(use.use->key);
  if (use.use->certainty == Certainty::prefix && !use.use->key.empty())
    return scope + " context " + quoted(use.use->key + "…");
  return scope + " context under a key that the message decides";
}

std::string user_of(const Model& model, const KeyUse& use) { return label(model.document(), use.use->node); }

Place place_of(const KeyUse& use) { return {use.use->node, use.use->span, use.use->property, use.use->code_line}; }

Finding context_finding(const Model& model, std::string_view rule, const KeyUse& use, Level level,
                        Confidence confidence) {
  Finding finding;
  finding.rule = rule;
  finding.level = level;
  finding.confidence = confidence;
  finding.place = place_of(use);
  const ContextUse& at = *use.use;
  finding.key = std::string(scope_name(at.scope)) + ":" + (at.certainty == Certainty::constant ? at.key : at.key + "*");
  finding.path = steps(model, model.way_to(use.vertex, first_arrival(use)));
  if (!finding.path.empty()) finding.path.back().note = at.writes() ? "writes it" : "reads it";
  return finding;
}

void add_readers(const std::vector<KeyUse>& readers, const KeyUse& writer, Finding& finding) {
  for (const KeyUse& reader : readers) {
    if (finding.related.size() >= kMaxRelated) break;
    if (reader.use == writer.use) continue;
    const Place place = place_of(reader);
    const bool told = std::any_of(finding.related.begin(), finding.related.end(),
                                  [&](const Related& r) { return r.place.span == place.span; });
    if (!told) finding.related.push_back({place, reader.use->writes() ? "changes it" : "reads it"});
  }
}

}  // namespace halint
