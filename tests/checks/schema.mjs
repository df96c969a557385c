#!/usr/bin/env node
// Holds the schema of halint.toml against the reader: the same keys and words in every table, the same verdict on files that
// are right and wrong; and every halint.toml that halint writes or the documentation shows is right in both.
//   usage: schema.mjs HALINT REPOSITORY
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';
import { checkArguments, expect, finish, npm, run, skip, workFolder } from './support/check.mjs';

const { halint, repository } = checkArguments();
const require = npm('npm-schema', { ajv: '8.20.0', 'smol-toml': '1.9.1' });
if (!require) skip('no validator could be had from npm');
const Ajv = require('ajv');
const toml = require('smol-toml');
const read = (file) => fs.readFileSync(path.join(repository, file), 'utf8');
const schema = JSON.parse(read('docs/schema/halint-toml.schema.json'));
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);
const work = workFolder();

/** What the reader says of a configuration; empty if it takes it. */
function complaint(text) {
  const file = path.join(work, 'plant', 'halint.toml');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(path.join(work, 'halint.toml'), ''); // what the template extends
  fs.writeFileSync(file, text);
  const ran = run(halint, ['rules', '--config', file]);
  expect([0, 2].includes(ran.status), `halint ended with ${ran.status ?? ran.signal} for\n${text}`);
  return ran.status === 0 ? '' : ran.stderr.trim();
}

function refusal(text) {
  return validate(toml.parse(text)) ? '' : JSON.stringify(validate.errors);
}

// Every table: its part of the schema, and how to write it with one more line.
const { definitions } = schema;
const NODE = '[[node]]\ntype = "x"\nsummary = "X."\n';
const tables = [
  ['the file', schema, (line) => line],
  ['[context]', schema.properties.context, (line) => `[context]\n${line}`],
  ['[guards]', schema.properties.guards, (line) => `[guards]\n${line}`],
  ['a guard', schema.properties.guards.properties.types.items.anyOf[1], (line) => `[guards]\ntypes = [{ type = "x", ${line} }]`],
  ['[[ignore]]', definitions.ignore, (line) => `[[ignore]]\nrule = "local-file"\nreason = "x"\nnode = "x"\n${line}`],
  ['[[node]]', definitions.node, (line) => `${NODE}${line}`],
  ['[[node.case]]', definitions.node.properties.case.items, (line) => `${NODE}[[node.case]]\nwhen = { a = 1 }\n${line}`],
  ['[[rule]]', definitions.ownRule, (line) => `[[rule]]\nid = "local/x"\nsummary = "X."\nmessage = "x"\nwhen = { a = 1 }\n${line}`],
  ['a test', definitions.test.anyOf[2], (line) => `${NODE}[[node.case]]\nwhen = { a = { ${line} } }`],
];

// All words that the reader's sources or the schema know, and one that neither does.
const sources = ['src/rule/config.cc', 'src/rule/own_rule_entry.cc', 'src/catalog/node_entry.cc'].map(read).join('\n');
const candidates = new Set(['no-such-key', ...tables.flatMap(([, part]) => Object.keys(part.properties)),
  ...[...sources.matchAll(/"([a-z][a-z-]*)"/g)].map((match) => match[1])]);

function checkKeys() {
  expect(candidates.size > 40, `only ${candidates.size} keys were tried`);
  for (const [name, part, write] of tables) {
    expect(part.additionalProperties === false, `${name}: the schema takes any key`);
    for (const key of candidates) {
      const said = complaint(write(`${key} = 1979-05-27`));
      const known = !said.includes(`there is no key "${key}"`);
      expect(known === key in part.properties, `${name}: ${key} is ${known ? 'missing in' : 'only in'} the schema (${said})`);
    }
  }
}

/** `write` gives text with the words of an enum in the place of a value. */
function checkWords(name, words, write) {
  for (const word of words) {
    const said = complaint(write(word));
    expect(!said.includes('there is no word'), `${name}: the schema has the word ${word}, the reader says ${said}`);
  }
  const listed = complaint(write('no-such-word'));
  for (const word of words) expect(listed.includes(` ${word}`), `${name}: the reader does not name ${word}: ${listed}`);
  const count = listed.replace(/^.*[Pp]ossible are /, '').split(/, | and /).length;
  // `none` need not be listed: it is the same as leaving the key out.
  expect(count === words.length || count + 1 === words.length, `${name}: the reader knows ${count} words, the schema ${words.length}: ${listed}`);
}

function checkAllWords() {
  let checked = 0;
  for (const [name, part, write] of tables) {
    for (const [key, value] of Object.entries(part.properties)) {
      if (!value.enum) continue;
      checkWords(`${name} ${key}`, value.enum, (word) => write(`${key} = "${word}"`));
      checked += 1;
    }
  }
  for (const which of [5, 6]) {
    const [one, list] = tables[which][1].properties.delivery.anyOf;
    checkWords('delivery', one.enum, (word) => tables[which][2](`delivery = "${word}"`));
    checkWords('deliveries', list.items.enum, (word) => tables[which][2](`delivery = ["${word}"]`));
  }
  checkWords('[rules]', schema.properties.rules.additionalProperties.enum, (word) => `[rules]\n"local-file" = "${word}"`);
  checkWords('arrives', definitions.ownRule.properties.arrives.items.enum, (word) => tables[7][2](`arrives = ["${word}"]`));
  expect(checked >= 15, `only ${checked} lists of words were compared`);
}

function checkBoth(text, right, what) {
  const said = complaint(text);
  const refused = refusal(text);
  expect((said === '') === right, `${what}: the reader ${said === '' ? 'takes it' : `says ${said}`}\n${text}`);
  expect((refused === '') === right, `${what}: the schema ${refused === '' ? 'takes it' : `says ${refused}`}\n${text}`);
}

function checkExamples() {
  const folder = path.join(work, 'init');
  fs.mkdirSync(folder);
  expect(run(halint, ['init', folder]).status === 0, 'halint init fails');
  const template = fs.readFileSync(path.join(folder, 'halint.toml'), 'utf8');
  checkBoth(template, true, 'the template');
  // What is meant to be used stands behind # without a blank.
  const used = template.replaceAll(/^#(?=\S)/gm, '');
  expect(Object.keys(toml.parse(used)).length >= 10, 'the template sets hardly anything');
  checkBoth(used, true, 'the template without #');
  let examples = 0;
  for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/configuration.md', 'docs/catalogue.md']) {
    for (const [, block] of read(page).matchAll(/^```toml\n([\s\S]*?)^```/gm)) {
      // The catalogue's own files say whose nodes they describe.
      checkBoth(block.replace(/^\[package\]\n(?:\w.*\n)*/m, ''), true, page);
      examples += 1;
    }
  }
  expect(examples >= 5, `only ${examples} examples were found`);
}

// The catalogue's files are `[[node]]`s by the thousand.
function checkCatalogue() {
  let nodes = 0;
  for (const name of fs.readdirSync(path.join(repository, 'rules/nodes'), { recursive: true })) {
    if (!name.endsWith('.toml')) continue;
    const { node } = toml.parse(read(`rules/nodes/${name}`));
    expect(validate({ node }), `rules/nodes/${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    nodes += node.length;
  }
  expect(nodes > 500, `only ${nodes} entries were read`);
}

function checkVerdicts() {
  const [, , , , ignore, node, , rule] = tables.map(([, , write]) => write);
  const right = [
    '', 'replicas = 3', 'replicas = 10000', 'strict = false', 'select = ["local-file"]', 'ignore = []', ignore(''), ignore('file = "*.json"'), node(''), rule(''),
    node('inputs = 0'), node('defaults = { a = 1, b = true, c = "x" }'), node('guard = [0, 1]'), node('delivery = ["timer", "every"]'), node('connections = 1'), node('sets = ["payload"]'),
    '[[node]]\ntype = ["a", "b-*"]\nsummary = "X."', node('code = ["func"]'),
    rule('references = ["https://wiki.example.com/a?b=c#d"]'), rule('arrives = ["timer", "every"]'),
    '[guards]\ntypes = ["a", { type = "b" }, { type = "c", outputs = [0] }]', '[context]\nshared-stores = ["redis"]', '[files]\nshared-folders = ["/shared"]',
    '[guards]\nkeys = ["flow:a", "global:b"]\nvariables = ["A"]\nsubflows = ["B"]\nlinks = ["C"]',
  ];
  const wrong = [
    'replicas = 0', 'deployment = "blue"', 'replicas = 10001', 'replicas = "2"', 'replicas = 2.5', 'strict = "true"', 'select = "local-file"', 'platform = 1', 'ignore = [1]',
    '[[ignore]]\nrule = "local-file"\nnode = "x"', '[[ignore]]\nrule = "local-file"\nreason = "x"', '[[ignore]]\nreason = "x"\nnode = "x"',
    '[[ignore]]\nrule = "local-file"\nnode = "x"\nreason = ""', ignore('flow = 1'), 'rules = ["local-file"]', '[rules]\n"local-file" = true',
    '[context]\nshared-stores = "redis"', '[files]\nshared-folders = ["shared"]', '[guards]\ntypes = "a"', '[guards]\ntypes = [{ outputs = [0] }]', '[guards]\ntypes = [{ type = "a", outputs = [] }]',
    '[guards]\ntypes = [{ type = "a", outputs = [-1] }]', '[guards]\ntypes = [""]', '[guards]\nkeys = ["a"]', '[guards]\nkeys = ["flow:"]', '[guards]\nlinks = [""]', '[guards]\nvariables = "A"', '[[node]]\ntype = "x"', '[[node]]\nsummary = "X."', '[[node]]\ntype = ""\nsummary = "X."',
    '[node]\ntype = "x"', node('inputs = -1'), node('defaults = { a = [1] }'), node('guard = ["a"]'), node('code = "func"'), node('config = 1'), node('delivery = []'), node('delivery = 1'), node('connections = 0'),
    '[[node]]\ntype = []\nsummary = "X."', '[[node]]\ntype = [""]\nsummary = "X."', node('[[node.case]]'),
    node('[[node.case]]\nwhen = {}'), node('[[node.case]]\nwhen = { a = { gt = "1" } }'), node('[[node.case]]\nwhen = { a = { empty = 1 } }'),
    node('[[node.case]]\nwhen = { a = { gt = 1, lt = 2 } }'), node('[[node.case]]\nwhen = { a = { not = { regex = 1 } } }'),
    '[[rule]]\nid = "local/x"\nsummary = "X."\nwhen = { a = 1 }', '[[rule]]\nid = "local/x"\nmessage = "X."\nwhen = { a = 1 }',
    '[[rule]]\nid = "local/x"\nsummary = "X."\nmessage = "x"', '[[rule]]\nid = "x"\nsummary = "X."\nmessage = "x"\nwhen = { a = 1 }',
    '[[rule]]\nid = "local/X"\nsummary = "X."\nmessage = "x"\nwhen = { a = 1 }', '[[rule]]\nid = "local/x"\nsummary = ""\nmessage = "x"\nwhen = { a = 1 }',
    rule('arrives = []'), rule('arrives = "timer"'), rule('references = ["javascript:alert(1)"]'), rule('references = ["https://e.example/) <b>"]'),
  ];
  for (const text of right) checkBoth(text, true, 'right');
  for (const text of wrong) checkBoth(text, false, 'wrong');
}

checkKeys();
checkAllWords();
checkExamples();
checkCatalogue();
checkVerdicts();
finish();
