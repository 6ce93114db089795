import { randomUUID } from 'crypto';
import { KitError } from '../../kit-error';
import { request } from '../web/visitor';
import { WebSocketClient } from '../web/web-socket';
import type { HubSession } from './hub-session';

/** What code printed, and how it ended. */
export interface Output {
  readonly text: string;
  /** `RuntimeError: CHECK saxs failed ...`; empty when it ended well. */
  readonly error: string;
}

interface Message {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: Readonly<Record<string, unknown>>;
}

/** A kernel of a user's notebook server: runs code as a notebook does, over the same way that a browser takes. */
export class Kernel {
  /** Starts a kernel: of the environment where the server has it, else the server's default. */
  public static async start(session: HubSession, environment?: string): Promise<Kernel> {
    const headers = { ...session.authorization, 'content-type': 'application/json' };
    const specs = await answer<{ kernelspecs: Readonly<Record<string, unknown>> }>(session.server('kernelspecs'), { headers });
    const name = environment !== undefined && environment in specs.kernelspecs ? environment : undefined;
    const body = JSON.stringify(name === undefined ? {} : { name });
    const { id } = await answer<{ id: string }>(session.server('kernels'), { method: 'POST', headers, body });
    return new Kernel(session, id, await Kernel.connect(session, id));
  }

  private static async connect(session: HubSession, id: string): Promise<WebSocketClient> {
    return WebSocketClient.connect(session.server(`kernels/${id}/channels`), session.authorization);
  }

  private constructor(
    private readonly session: HubSession,
    private readonly id: string,
    private socket: WebSocketClient,
  ) {}

  /** Runs code; fails when it isn't over in time. */
  public async run(code: string, limitSeconds: number): Promise<Output> {
    const id = randomUUID();
    return new Promise((resolve, reject) => {
      let text = '';
      let error = '';
      const timer = setTimeout(() => reject(new KitError(`the code still runs after ${limitSeconds} s`)), limitSeconds * 1000);
      this.socket.onClose = () => {
        clearTimeout(timer);
        reject(new KitError('the connection to the kernel ended'));
      };
      this.socket.onMessage = (raw) => {
        const { header, parent_header: parent, content } = JSON.parse(raw) as Message;
        if (parent.msg_id !== id) {
          return;
        }
        if (header.msg_type === 'stream') {
          text += String(content['text']);
        } else if (header.msg_type === 'error') {
          error = `${String(content['ename'])}: ${String(content['evalue'])}`;
        } else if (header.msg_type === 'status' && content['execution_state'] === 'idle') {
          clearTimeout(timer);
          resolve({ text, error });
        }
      };
      this.socket.send(JSON.stringify(executeRequest(id, code)));
    });
  }

  /** Connects again to the same kernel: after a break, what it holds is still there. */
  public async reconnect(): Promise<void> {
    this.socket = await Kernel.connect(this.session, this.id);
  }

  /** Ends the kernel. */
  public async end(): Promise<void> {
    this.socket.onClose = () => undefined;
    this.socket.close();
    await request(this.session.server(`kernels/${this.id}`), { method: 'DELETE', headers: this.session.authorization });
  }
}

function executeRequest(id: string, code: string): object {
  return {
    header: { msg_id: id, msg_type: 'execute_request', username: 'daas', session: id, date: new Date().toISOString(), version: '5.3' },
    parent_header: {},
    metadata: {},
    content: { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false, stop_on_error: true },
    channel: 'shell',
    buffers: [],
  };
}

async function answer<T>(url: string, init: RequestInit): Promise<T> {
  const response = await request(url, init);
  if (!response.ok) {
    throw new KitError(`${new URL(url).pathname} answered ${response.status}`);
  }
  return (await response.json()) as T;
}
