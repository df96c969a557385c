#!/usr/bin/env node
// Serves the files of a folder: server.mjs FOLDER. Prints the port. `HOST` in JSON becomes its own address.
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };
const folder = path.resolve(process.argv[2]);
const server = http.createServer((request, response) => {
  const name = path.join(folder, path.normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
  const file = [name, `${name}.json`, path.join(name, 'index.html')].find((one) => fs.statSync(one, { throwIfNoEntry: false })?.isFile());
  if (!file) return response.writeHead(404).end('there is no such file');
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  const bytes = fs.readFileSync(file);
  return response.end(file.endsWith('.json') ? bytes.toString().replaceAll('HOST', `http://${request.headers.host}`) : bytes);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
