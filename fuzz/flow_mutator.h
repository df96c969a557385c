// Mutates flows as flows: nodes and properties of a valid file are copied, left out and exchanged, ids mixed up.
// Where that does not work, libFuzzer mutates the bytes. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "halint/flow/document.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace fuzz {

class FlowMutator {
 public:
  FlowMutator(const halint::Document& document, unsigned seed) : document_(document), random_(seed) {}

  std::string mutate() {
    std::vector<std::string> nodes;
    for (halint::NodeId id = 0; id < document_.nodes.size(); ++id) nodes.push_back(node(id));
    const std::size_t changes = 1 + below(3);
    for (std::size_t i = 0; i < changes && !nodes.empty(); ++i) change(nodes);
    std::string out = "[";
    for (const std::string& text : nodes) {
      if (out.size() > 1) out += ',';
      out += text;
    }
    return out + "]";
  }

 private:
  const halint::Document& document_;
  std::minstd_rand random_;
  // What decides most: types and values that have a meaning somewhere.
  static constexpr std::string_view kValues[] = {"\"\"",
                                                 "null",
                                                 "true",
                                                 "false",
                                                 "0",
                                                 "1",
                                                 "-1",
                                                 "1e999",
                                                 "[]",
                                                 "{}",
                                                 "[[]]",
                                                 "\"5\"",
                                                 "\"flow\"",
                                                 "\"global\"",
                                                 "\"msg\"",
                                                 "\"jsonata\"",
                                                 "\"POST\"",
                                                 "\"use\"",
                                                 "\"$share/g/#\"",
                                                 "\"+/#\"",
                                                 "\"${NR_FLOW_ID}\"",
                                                 "\"$globalContext('a')\"",
                                                 "\"{{flow.x}}\"",
                                                 "\"#:(store)::a.b\"",
                                                 "\"group\"",
                                                 "\"subflow:s\"",
                                                 "\"mqtt in\"",
                                                 "\"join\"",
                                                 "\"function\"",
                                                 "\"inject\"",
                                                 "\"catch\"",
                                                 "\"link in\"",
                                                 "\"link out\"",
                                                 "\"link call\"",
                                                 "\"tab\"",
                                                 "\"subflow\"",
                                                 "\"http in\"",
                                                 "\"http request\"",
                                                 "\"http response\"",
                                                 "\"change\"",
                                                 "\"file\"",
                                                 "\"websocket out\"",
                                                 "\"ui_text\"",
                                                 "\"postgresql\"",
                                                 "\"halint-ignore x -- y\"",
                                                 "\"context.n = (context.n||0)+1; return msg\"",
                                                 "\"flow.set('a', flow.get('a')+1)\"",
                                                 "\"setInterval(()=>node.send(msg),1)\"",
                                                 "\"\\u001b[31m\\u0000\\ud800\"",
                                                 "\"<script>x</script>\"",
                                                 "\"]]>\\n::error::\""};

  std::size_t below(std::size_t count) { return random_() % count; }
  halint::NodeId any() { return static_cast<halint::NodeId>(below(document_.nodes.size())); }
  const halint::Property& any_property(halint::NodeId id) {
    const halint::DocumentNode& owner = document_.nodes[id];
    return owner.properties[below(owner.property_count)];
  }
  std::string key(const halint::Property& p) const {
    return "\"" + std::string(document_.property_names[p.name]) + "\"";
  }
  std::string_view value(const halint::Property& p) const { return document_.value_of(p).raw(); }

  std::string id_text() {
    return "\"" + std::string(halint::JsonValue(document_.property(any(), "id")).raw_string()) + "\"";
  }

  std::string new_value() {
    switch (below(4)) {
      case 0:
        return std::string(kValues[below(std::size(kValues))]);
      case 1:
        return id_text();
      case 2:
        return "[[" + id_text() + "," + id_text() + "]]";
      default: {
        const halint::NodeId id = any();
        return document_.nodes[id].property_count == 0 ? "1" : std::string(value(any_property(id)));
      }
    }
  }

  // One node, with properties changed now and then.
  std::string node(halint::NodeId id, std::size_t rate = 0) {
    const halint::DocumentNode& owner = document_.nodes[id];
    std::string out = "{";
    const auto put = [&out](std::string_view name, std::string_view text) {
      if (out.size() > 1) out += ',';
      out.append(name).append(":").append(text);
    };
    for (std::uint32_t i = 0; i < owner.property_count; ++i) {
      const halint::Property& p = owner.properties[i];
      const bool hit = rate != 0 && below(rate) == 0;
      if (hit && below(3) == 0) continue;
      put(key(p), hit ? new_value() : std::string(value(p)));
    }
    if (rate != 0 && below(2) == 0) {
      const halint::NodeId other = any();
      if (document_.nodes[other].property_count != 0) put(key(any_property(other)), new_value());
    }
    return out + "}";
  }

  void change(std::vector<std::string>& nodes) {
    const std::size_t at = below(nodes.size());
    switch (below(5)) {
      case 0:
        nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 1:
        if (nodes.size() < 60) nodes.push_back(node(any(), 6));
        break;
      case 2:
        std::swap(nodes[at], nodes[below(nodes.size())]);
        break;
      default:
        nodes[at] = node(any(), 4);
    }
  }
};

}  // namespace fuzz
