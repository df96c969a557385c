// An OPC UA server with variables that a workload sets; each world has variables of its own.
// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { freePort } from './world.mjs';

/// Starts it; `modules` is where node-opcua is. A variable is named `<case>.<world>`, and 0 at first.
export async function startOpcua(modules, names) {
  const { OPCUAServer, OPCUACertificateManager, DataType, SecurityPolicy, MessageSecurityMode } = createRequire(
    path.join(modules, 'index.js'),
  )('node-opcua');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'halint-opcua-'));
  const port = await freePort();
  const server = new OPCUAServer({
    port,
    host: '127.0.0.1',
    serverCertificateManager: new OPCUACertificateManager({ rootFolder: folder }),
    securityPolicies: [SecurityPolicy.None],
    securityModes: [MessageSecurityMode.None],
    alternateHostname: ['127.0.0.1'],
    maxConnectionsPerEndpoint: 100,
    serverCapabilities: { maxSessions: 100 },
  });
  await server.initialize();
  const { addressSpace } = server.engine;
  const space = addressSpace.getOwnNamespace();
  const variables = new Map(
    names.map((name) => {
      const variable = space.addVariable({
        organizedBy: addressSpace.rootFolder.objects,
        nodeId: `s=${name}`,
        browseName: name,
        dataType: 'Double',
        value: { dataType: DataType.Double, value: 0 },
      });
      return [name, variable];
    }),
  );
  await server.start();
  return {
    port,
    set: (name, value) => variables.get(name).setValueFromSource({ dataType: DataType.Double, value }),
    async close() {
      await server.shutdown(0);
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
