// What to do about a plain subscription that makes every copy act. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "halint/analysis/finding.h"
#include "halint/analysis/model.h"

namespace halint {

/// What hangs on a subscription.
struct BehindSubscription {
  std::string effects;                   ///< how messages call what acts
  bool answers = false;                  ///< an HTTP answer waits behind it
  VertexId keeper = kNoVertex;           ///< a node that must see every message
  bool keeper_on_the_way = false;        ///< between the subscription and what acts
  bool plain_twin = false;               ///< beside another plain subscription that its messages also fire
  VertexId retained_writer = kNoVertex;  ///< an mqtt out whose last message each copy gets when it subscribes
};

/// Adds fixes to the finding, or what people have to do: `$share` is right for what only acts; it breaks what has to
/// hear every message.
void advise_subscription(const Model& model, VertexId source, const BehindSubscription& behind, Finding& finding);

}  // namespace halint
