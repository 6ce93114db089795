import { randomBytes } from 'crypto';
import * as http from 'http';
import * as https from 'https';
import type { Duplex } from 'stream';
import { KitError } from '../../kit-error';

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
/** No message of a kernel is larger. */
const LONGEST = 1 << 26;

/** The client's side of RFC 6455, for text: Node has one of its own from version 22 on only. */
export class WebSocketClient {
  /** Connects; the headers carry the token, which an address would show in logs. */
  public static async connect(url: string, headers: Readonly<Record<string, string>>): Promise<WebSocketClient> {
    const target = new URL(url);
    const module = target.protocol === 'https:' || target.protocol === 'wss:' ? https : http;
    const address = url.replace(/^ws/, 'http');
    return new Promise((resolve, reject) => {
      const key = randomBytes(16).toString('base64');
      const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '13' };
      const request = module.request(address, { headers: { ...headers, ...upgrade }, timeout: 30_000 });
      const refuse = (why: string): void => reject(new KitError(`${target.origin}${target.pathname}: ${why}`));
      request.on('upgrade', (_response, socket, head) => resolve(new WebSocketClient(socket, head)));
      request.on('response', (response) => {
        response.resume();
        refuse(`no WebSocket, but ${response.statusCode}; a proxy in front may not pass Upgrade on`);
      });
      request.on('timeout', () => request.destroy(new KitError('no answer')));
      request.on('error', (error) => refuse(error.message));
      request.end();
    });
  }

  /** Called with every message. */
  public onMessage: (text: string) => void = () => undefined;
  /** Called once when it ends. */
  public onClose: () => void = () => undefined;

  private buffer: Buffer;
  private parts: Buffer[] = [];

  private constructor(
    private readonly socket: Duplex,
    head: Buffer,
  ) {
    this.buffer = head;
    socket.on('data', (data: Buffer) => {
      this.buffer = Buffer.concat([this.buffer, data]);
      this.read();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.onClose());
  }

  /** Sends one message. */
  public send(text: string): void {
    this.frame(TEXT, Buffer.from(text));
  }

  /** Ends the connection. */
  public close(): void {
    this.frame(CLOSE, Buffer.alloc(0));
    this.socket.end();
  }

  private frame(opcode: number, payload: Buffer): void {
    const mask = randomBytes(4);
    const { length } = payload;
    const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
    if (head.length === 4) {
      head.writeUInt16BE(length, 2);
    } else if (head.length === 10) {
      head.writeBigUInt64BE(BigInt(length), 2);
    }
    const masked = payload.map((byte, i) => byte ^ mask[i % 4]!);
    this.socket.write(Buffer.concat([head, mask, masked]));
  }

  private read(): void {
    for (let frame = takeFrame(this.buffer); frame !== undefined; frame = takeFrame(this.buffer)) {
      this.buffer = frame.rest;
      if (frame.opcode === PING) {
        this.frame(PONG, frame.payload);
      } else if (frame.opcode === CLOSE) {
        this.socket.end();
      } else if (frame.opcode <= TEXT) {
        this.parts.push(frame.payload);
        if (frame.last) {
          const text = Buffer.concat(this.parts).toString('utf8');
          this.parts = [];
          this.onMessage(text);
        }
      }
    }
  }
}

interface Frame {
  readonly opcode: number;
  readonly last: boolean;
  readonly payload: Buffer;
  readonly rest: Buffer;
}

/** The first whole frame of what has come; undefined until there is one. */
function takeFrame(data: Buffer): Frame | undefined {
  if (data.length < 2) {
    return undefined;
  }
  const short = data[1]! & 0x7f;
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (data.length < start) {
    return undefined;
  }
  const length = short < 126 ? short : short === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
  if (length > LONGEST) {
    throw new KitError(`a message of ${length} bytes is too long`);
  }
  if (data.length < start + length) {
    return undefined;
  }
  const end = start + length;
  return { opcode: data[0]! & 0x0f, last: (data[0]! & 0x80) !== 0, payload: data.subarray(start, end), rest: data.subarray(end) };
}
