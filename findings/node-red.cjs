// Runs the Node-RED of the current folder in this process, for a finding to look at from outside.
// SPDX-License-Identifier: Apache-2.0
'use strict'
const fs = require('fs'), http = require('http'), path = require('path')

/// Starts `flows` (an array as in flows.json; none: what the user directory has). Function nodes tell things by
/// `global.get("say")(text)`, which `said` collects; `logged` has what the log says at warning or above. `url` ends without a
/// slash; the admin API is below it at /red. `give` hands a message to a node, `deploy` sends flows to the admin API.
exports.start = async (flows, settings = {}) => {
  const RED = require('node-red'), said = [], logged = []
  const userDir = settings.userDir ?? fs.mkdtempSync(path.join(process.cwd(), 'user-'))
  if (flows) fs.writeFileSync(path.join(userDir, 'flows.json'), JSON.stringify(flows))
  const app = require('express')(), server = http.createServer(app)
  RED.init(server, {
    userDir, flowFile: 'flows.json', httpAdminRoot: '/red', httpNodeRoot: '/', credentialSecret: 'a secret', uiHost: '127.0.0.1',
    editorTheme: { tours: false }, telemetry: { enabled: false }, ...settings,
    functionGlobalContext: { say: text => said.push(text), ...settings.functionGlobalContext },
    logging: { all: { level: 'info', metrics: false, handler: () => e => { if (e.level <= 30) logged.push(String(e.msg)) } } },
  })
  app.use('/red', RED.httpAdmin)
  app.use('/', RED.httpNode)
  await new Promise(done => server.listen(settings.port ?? 0, '127.0.0.1', done))
  const started = new Promise(done => RED.events.once('flows:started', done))
  await RED.start()
  await started
  const url = `http://127.0.0.1:${server.address().port}`
  return {
    RED, said, logged, userDir, url,
    give: (id, msg) => require('@node-red/runtime/lib/nodes').getNode(id).receive(msg),
    admin: async (method, what, body, headers) => {
      const answer = await fetch(url + '/red' + what, { method, body: body && JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })
      return { status: answer.status, body: answer.headers.get('content-type')?.includes('json') ? await answer.json() : await answer.text() }
    },
    stop: async () => { await RED.stop(); server.closeAllConnections(); server.close() },
  }
}

exports.sleep = ms => new Promise(done => setTimeout(done, ms))

/// A tab `t` with these nodes. Each is [id, type, wires, properties]; `wires` has ids of nodes behind output 1, or a list per output.
exports.tab = (...nodes) => [{ id: 't', type: 'tab', label: 'Flow' }, ...nodes.map(([id, type, wires = [], properties = {}]) =>
  ({ id, type, z: 't', name: '', x: 100, y: 100, wires: Array.isArray(wires[0]) ? wires : [wires], ...properties }))]

/// A function node.
exports.code = (id, func, wires = [], properties = {}) => [id, 'function', wires, { func, outputs: Array.isArray(wires[0]) ? wires.length : 1, timeout: 0, libs: [], ...properties }]

/// A function node that says what `expression` of msg is.
exports.say = (id, expression = 'msg.payload') => exports.code(id, `global.get("say")(${expression})`)

/// The nodes of a web page: http in, http response.
exports.httpIn = (id, url, wires) => [id, 'http in', wires, { url, method: 'get', upload: false, skipBodyParsing: false, swaggerDoc: '' }]
exports.httpOut = id => [id, 'http response', [], { statusCode: '', headers: {} }]
