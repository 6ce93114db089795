import * as http from 'http';

const FORWARD = /^\/to\/([^/]+)(\/.*)?$/;

/** Stands before the APIs of a cloud, and answers 503 in their place while it is told to. Plain http only. */
export class FlakyCloud {
  /** @param authUrl the cloud's own */
  public static async before(authUrl: string): Promise<FlakyCloud> {
    const flaky = new FlakyCloud(new URL(authUrl));
    await new Promise<void>((resolve) => flaky.server.listen(0, '127.0.0.1', resolve));
    return flaky;
  }

  /** Whether it answers 503. */
  public down = false;
  /** How many requests it is still to refuse. */
  public refuseNext = 0;
  /** How many requests it has refused. */
  public refused = 0;

  private readonly server = http.createServer((request, response) => this.answer(request, response));

  private constructor(private readonly identity: URL) {}

  /** For clouds.yaml. */
  public get authUrl(): string {
    return `${this.address}${this.identity.pathname}`;
  }

  /** Ends it. */
  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    if (this.down || this.refuseNext > 0) {
      this.refused += 1;
      this.refuseNext = Math.max(0, this.refuseNext - 1);
      response.statusCode = 503;
      response.end('{"error": {"code": 503, "message": "Service Unavailable"}}');
      request.resume();
      return;
    }
    const [, host = this.identity.host, path = request.url] = FORWARD.exec(request.url!) ?? [];
    const headers = { ...request.headers, host, 'accept-encoding': 'identity' };
    const target = `http://${host}${path ?? '/'}`;
    const forwarded = http.request(target, { method: request.method, headers }, (real) => {
      const parts: Buffer[] = [];
      real.on('data', (part: Buffer) => parts.push(part));
      real.on('end', () => {
        // The catalogue comes with a token: its addresses lead here too.
        const body = Buffer.concat(parts);
        const text = path!.includes('/auth/') ? Buffer.from(body.toString('utf8').replaceAll(/http:\/\//g, `${this.address}/to/`)) : body;
        const { 'transfer-encoding': _chunked, ...kept } = real.headers;
        response.writeHead(real.statusCode!, { ...kept, 'content-length': text.length });
        response.end(text);
      });
    });
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  }
}
