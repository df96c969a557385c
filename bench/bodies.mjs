// Parses the code of every function node of a flow file with a parser from npm, which FOLDER has in node_modules:
//   node bodies.mjs acorn|tree-sitter FOLDER FILE
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { createRequire } from 'node:module';

const [name, folder, file] = process.argv.slice(2);
const require = createRequire(`${fs.realpathSync(folder)}/`);

function parser() {
  if (name === 'acorn') {
    const acorn = require('acorn');
    const options = { ecmaVersion: 'latest', allowReturnOutsideFunction: true, allowAwaitOutsideFunction: true };
    return (code) => acorn.parse(code, options);
  }
  const Parser = require('tree-sitter');
  const treeSitter = new Parser();
  treeSitter.setLanguage(require('tree-sitter-javascript'));
  return (code) => treeSitter.parse(code);
}

const parse = parser();
let bodies = 0;
for (const node of JSON.parse(fs.readFileSync(file, 'utf8'))) {
  if (node.type !== 'function') continue;
  parse(node.func);
  bodies += 1;
}
console.log(`${bodies} bodies`);
