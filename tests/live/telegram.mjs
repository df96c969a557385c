// A service that gives out updates as Telegram's bot API does: a bot has one poller. A second `getUpdates` ends the one
// that waits with 409 Conflict. SPDX-License-Identifier: Apache-2.0
import http from 'node:http';

const longPoll = 2000;
const ok = (result) => [200, { ok: true, result }];
const conflict = [
  409,
  {
    ok: false,
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  },
];

/// The updates of one bot, and who waits for them.
class Bot {
  updates = [];
  last = 0;

  add(text) {
    const from = { id: 7, is_bot: false, first_name: 'Ann', username: 'ann' };
    const chat = { id: 7, first_name: 'Ann', username: 'ann', type: 'private' };
    const id = ++this.last;
    const entities = text.startsWith('/')
      ? [{ offset: 0, length: text.split(' ')[0].length, type: 'bot_command' }]
      : [];
    this.updates.push({ update_id: id, message: { message_id: id, from, chat, date: id, text, entities } });
    this.answer?.(ok(this.updates));
  }

  /// Answers at once, or when an update comes, or with nothing after a while; `refused` is told of a conflict.
  poll(offset, response, refused) {
    if (this.answer) {
      refused();
      this.answer(conflict);
    }
    this.updates = this.updates.filter((update) => update.update_id >= offset);
    const send = ([status, body]) => {
      clearTimeout(timer);
      this.answer = null;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const timer = setTimeout(() => send(ok([])), longPoll);
    this.answer = send;
    response.on('close', () => this.answer === send && send(ok([])));
    if (this.updates.length) send(ok(this.updates));
  }
}

/// `note` is called with the path and the text of what bots do: polls that are refused, and messages that they send.
export function telegramService(note) {
  const bots = new Map();
  const bot = (token) => bots.get(token) ?? bots.set(token, new Bot()).get(token);
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname, searchParams } = new URL(request.url, 'http://telegram');
    const [, token, method] = /^\/bot([^/]+)\/(\w+)/.exec(pathname) ?? [];
    const form = new URLSearchParams(body);
    const value = (name) => form.get(name) ?? searchParams.get(name);
    if (method === 'getUpdates')
      return bot(token).poll(Number(value('offset') ?? 0), response, () => note(`/${token}/refused`, 'refused'));
    if (method === 'sendMessage') note(`/${token}/sent`, value('text'));
    const result = method === 'getMe' ? { id: 1, is_bot: true, first_name: token, username: token } : true;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }));
  });
  return { server, add: (token, text) => bot(token).add(text) };
}
