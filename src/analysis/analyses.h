// The analyses: each reads the model and adds its findings. Their order here is of no consequence.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "halint/analysis/finding.h"
#include "halint/analysis/model.h"

namespace halint {

using Findings = std::vector<Finding>;

void find_duplicated_work(const Model& model, Findings& findings);
void find_node_state(const Model& model, Findings& findings);
void find_mqtt_broker_hazards(const Model& model, Findings& findings);
void find_mqtt_subscription_hazards(const Model& model, Findings& findings);
void find_exclusive_connections(const Model& model, Findings& findings);
void find_local_resources(const Model& model, Findings& findings);
void find_local_clients(const Model& model, Findings& findings);
void find_platform_nodes(const Model& model, Findings& findings);
void find_unknown_types(const Model& model, Findings& findings);
/// Findings that rest on what a machine read of a node type are warnings at most, of low confidence, and say so.
void mark_machine_read(const Model& model, Findings& findings);
void find_context_hazards(const Model& model, Findings& findings);
void find_code_state(const Model& model, Findings& findings);
void find_code_work(const Model& model, Findings& findings);
void find_invalid_flows(const Model& model, Findings& findings);

}  // namespace halint
