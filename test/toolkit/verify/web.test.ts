import { createHash } from 'crypto';
import * as http from 'http';
import type { AddressInfo } from 'net';
import { logIn } from '../../../toolkit/verify/session/log-in';
import { CookieJar } from '../../../toolkit/verify/web/cookie-jar';
import { Page } from '../../../toolkit/verify/web/page';
import { Visitor } from '../../../toolkit/verify/web/visitor';
import { WebSocketClient } from '../../../toolkit/verify/web/web-socket';

let server: http.Server;
let base: string;

/** Serves one handler on a free port. */
async function serve(handler: http.RequestListener): Promise<string> {
  server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return base;
}

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

const page = (html: string) => new Page(new URL('https://login.site.example/a/b'), 200, new Headers(), html);

describe('a page without scripts', () => {
  test('has forms with hidden fields, entities decoded, relative addresses made absolute', () => {
    const html = `<form method="POST" action="/do?x=1&amp;y=2"><input type=hidden name=token value="&#x61;&lt;">
      <input name="username"><input type="password" name="secret"><input type="submit" name="go" value="Go"></form>`;
    expect(page(html).forms).toEqual([
      {
        action: 'https://login.site.example/do?x=1&y=2',
        method: 'post',
        fields: { token: 'a<', username: '', secret: '' },
        username: 'username',
        password: 'secret',
      },
    ]);
  });
  test('has the text that people read', () => {
    expect(page('<head><title>t</title></head><style>p{}</style><p>No&nbsp;account.<br>Write to <b>us</b></p>').text).toBe(
      'No account. Write to us',
    );
  });
});

describe('cookies', () => {
  const jar = new CookieJar();
  jar.take(new URL('https://hub.site.example/hub/login'), [
    'a=1; Path=/hub/; Secure',
    'b=2; Domain=site.example; Path=/',
    'c=3; Domain=other.example',
  ]);
  test.each([
    ['https://hub.site.example/hub/home', 'a=1; c=3; b=2'],
    ['https://hub.site.example/user/x', 'b=2'],
    ['https://portal.site.example/', 'b=2'],
    ['http://hub.site.example/hub/home', 'c=3; b=2'],
    ['https://site.example.evil.example/', ''],
  ])('go to %s as %s', (url, header) => {
    expect(jar.header(new URL(url))).toBe(header);
  });
  test('end when the server says so', () => {
    const own = new CookieJar();
    const url = new URL('https://hub.site.example/');
    own.take(url, ['a=1']);
    own.take(url, ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT']);
    expect(own.header(url)).toBe('');
  });
});

test('fails for a service that redirects without end, instead of following for ever', async () => {
  await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
  await expect(new Visitor().open(base)).rejects.toThrow(/redirects without end/);
});

test('fails to log in without typing the password a second time', async () => {
  let typed = 0;
  await serve((request, response) => {
    typed += request.method === 'POST' ? 1 : 0;
    response.end(
      '<form method=post action=/login><input name=username><input type=password name=password></form>Invalid username or password.',
    );
  });
  const seen = await logIn(`${base}/start`, 'https://hub.site.example/', { username: 'a', password: 'b', federation: null });
  expect(seen.kind).toBe('stopped');
  expect(typed).toBe(1);
});

describe('a WebSocket', () => {
  /** Answers each text with its length, after a ping, in two frames. */
  async function echo(): Promise<string> {
    await serve((_, response) => response.writeHead(404).end());
    server.on('upgrade', (request, socket) => {
      const accept = createHash('sha1')
        .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.on('end', () => socket.end());
      let got = Buffer.alloc(0);
      socket.on('data', (data: Buffer) => {
        got = Buffer.concat([got, data]);
        const length = got[1]! & 0x7f;
        const [head, size] = length < 126 ? [2, length] : length === 126 ? [4, got.readUInt16BE(2)] : [10, Number(got.readBigUInt64BE(2))];
        if ((got[0]! & 0x0f) !== 1 || got.length < head + 4 + size) {
          return;
        }
        const mask = got.subarray(head, head + 4);
        const text = got.subarray(head + 4, head + 4 + size).map((byte, i) => byte ^ mask[i % 4]!);
        const answer = Buffer.from(`${text.length}:${Buffer.from(text).toString().slice(-1)}`);
        socket.write(Buffer.from([0x89, 0]));
        socket.write(Buffer.concat([Buffer.from([0x01, 1]), answer.subarray(0, 1)]));
        socket.write(Buffer.concat([Buffer.from([0x80, answer.length - 1]), answer.subarray(1)]));
      });
    });
    return base.replace('http', 'ws');
  }

  test.each([5, 200, 70_000])('carries a text of %s letters, whole, with pings between', async (length) => {
    const socket = await WebSocketClient.connect(await echo(), { authorization: 'token x' });
    const answer = new Promise<string>((resolve) => (socket.onMessage = resolve));
    socket.send(`${'a'.repeat(length - 1)}z`);
    expect(await answer).toBe(`${length}:z`);
    socket.close();
  });

  test('fails with the reason where a proxy does not pass it on', async () => {
    await serve((_, response) => response.writeHead(403).end());
    await expect(WebSocketClient.connect(`${base}/x?token=secret`, {})).rejects.toThrow(/\/x: no WebSocket, but 403/);
  });
});
