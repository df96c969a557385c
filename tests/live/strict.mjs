// A broker that keeps to section 3.8.3.1 of MQTT 5, where Mosquitto is lenient: No Local on a shared subscription is a
// protocol error, after which the connection is closed. Everything else goes through to the broker behind it.
// SPDX-License-Identifier: Apache-2.0
import net from 'node:net';

const forbidden = ({ cmd, subscriptions }) =>
  cmd === 'subscribe' && subscriptions.some(({ topic, nl }) => nl && topic.startsWith('$share/'));
const protocolError = 0x82;

/// `packets` is the library mqtt-packet.
export function strictBroker(packets, brokerPort) {
  return net.createServer((client) => {
    const broker = net.connect(brokerPort, '127.0.0.1');
    const parser = packets.parser();
    parser.on('packet', (packet) => {
      if (!forbidden(packet)) return;
      broker.destroy();
      client.end(packets.generate({ cmd: 'disconnect', reasonCode: protocolError }, { protocolVersion: 5 }));
    });
    client.on('data', (data) => {
      parser.parse(data);
      if (!broker.destroyed) broker.write(data);
    });
    broker.on('data', (data) => client.write(data));
    for (const [end, other] of [
      [client, broker],
      [broker, client],
    ]) {
      end.on('error', () => {});
      end.on('close', () => other.end());
    }
  });
}
