// The rules as tests of the repository need them: id, level and what is told of how they were seen.
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

/// All rules of rules/*.toml, sorted by id. The lines read here are written in one way throughout these files.
export function loadRules(root) {
  const folder = path.join(root, 'rules');
  const text = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.toml'))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const word = (rule, key) => new RegExp(`^${key}\\s*=\\s*"(.*)"`, 'm').exec(rule)?.[1];
  // The worst that the rule's own words make of a finding under a deployment; none where it says nothing, or nothing else.
  const worst = (rule, deployment) => {
    const levels = rule
      .split(/^(?=\[\[)/m)
      .filter((view) => view.startsWith(`[[rule.${deployment}]]`) && word(view, 'message'))
      .map((view) => /^levels\s*=\s*\["(\w+)"/m.exec(view)[1]);
    return ['error', 'warning', 'note'].find((level) => levels.includes(level)) ?? 'none';
  };
  const rules = text
    .split(/^\[\[rule\]\]$/m)
    .slice(1)
    .map((rule) => ({ id: word(rule, 'id'), level: word(rule, 'level'), summary: word(rule, 'summary'), rolling: worst(rule, 'rolling'), standby: worst(rule, 'standby') }));
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}
