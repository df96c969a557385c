// A service that gives out tokens as OAuth 2.0 does, with refresh tokens that may be used once (RFC 9700, section
// 4.14.2): whoever shows one again ends all tokens that came of it. SPDX-License-Identifier: Apache-2.0
import http from 'node:http';

/// The tokens of one client, whose first refresh token is "first".
class Client {
  refresh = 'first';
  used = new Set();
  access = new Set();
  count = 0;

  give() {
    const token = `access${++this.count}`;
    this.access.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: 3600 };
  }

  answer(form) {
    if (form.get('grant_type') === 'client_credentials') return [200, this.give()];
    const shown = form.get('refresh_token');
    if (shown === this.refresh) {
      this.used.add(shown);
      this.refresh = `refresh${this.count + 1}`;
      return [200, { ...this.give(), refresh_token: this.refresh }];
    }
    if (this.used.has(shown)) {
      this.access.clear();
      this.refresh = null;
    }
    return [400, { error: 'invalid_grant' }];
  }
}

/// Returns the server, which listens nowhere yet: POST /<client>/token gives tokens, GET /<client>/data wants one.
export function tokenService() {
  const clients = new Map();
  return http.createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [, name, what] = request.url.split('/');
    if (!clients.has(name)) clients.set(name, new Client());
    const client = clients.get(name);
    if (what === 'token') {
      const [status, answer] = client.answer(new URLSearchParams(body));
      return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }
    const known = client.access.has(request.headers.authorization?.replace('Bearer ', ''));
    response.writeHead(known ? 200 : 401).end(known ? 'data' : 'who are you');
  });
}
