import * as dgram from 'dgram';
import { promises as dns } from 'dns';

const [A, NAME_ERROR, REFUSED] = [1, 3, 5];

/** A name server on the loopback interface that knows some addresses. */
export class NameServer {
  private readonly socket = dgram.createSocket('udp4');

  /** @param addresses by name; null for a name that it refuses to talk about */
  constructor(private readonly addresses: Readonly<Record<string, string | null>>) {
    this.socket.on('message', (query, { port, address }) => this.socket.send(this.answer(query), port, address));
  }

  /** Asks this server alone. */
  public async start(): Promise<dns.Resolver> {
    await new Promise<void>((resolve) => this.socket.bind(0, '127.0.0.1', resolve));
    const resolver = new dns.Resolver({ timeout: 2000, tries: 1 });
    resolver.setServers([`127.0.0.1:${this.socket.address().port}`]);
    return resolver;
  }

  public async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(resolve));
  }

  /** One question, as RFC 1035 has it in section 4. */
  private answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (; query[at] !== 0; at += query[at]! + 1) {
      labels.push(query.toString('ascii', at + 1, at + 1 + query[at]!));
    }
    const question = query.subarray(12, at + 5);
    const found = this.addresses[labels.join('.')];
    const known = typeof found === 'string' && query.readUInt16BE(at + 1) === A;
    const code = found === null ? REFUSED : found === undefined ? NAME_ERROR : 0;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | code, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(known ? 1 : 0, 6);
    const address = Buffer.from(known ? found.split('.').map(Number) : []);
    // The name is the question's; type A, class IN, a minute, four bytes.
    const record = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 60, 0, 4]);
    return Buffer.concat([header, question, ...(known ? [record, address] : [])]);
  }
}
