import * as http from 'http';
import * as net from 'net';

/**
 * A proxy that knows the addresses of the site's example names. A browser and Playwright's own requests both go through it,
 * while a list of names for Chromium alone would leave out the latter.
 */
export class NamesProxy {
  public static async start(address: (name: string) => string): Promise<NamesProxy> {
    const server = http.createServer((_, response) => response.writeHead(405).end());
    server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
      const [name, port] = request.url!.split(':');
      const upstream = net.connect(Number(port), address(name!), () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      // Either side may go away at any time: then so does the other.
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new NamesProxy(server);
  }

  private constructor(private readonly server: http.Server) {}

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as net.AddressInfo).port}`;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
