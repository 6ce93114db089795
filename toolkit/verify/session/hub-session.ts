import { KitError } from '../../kit-error';
import { request, type Visitor } from '../web/visitor';

/** A start of a notebook server. */
export interface Spawn {
  readonly ready: boolean;
  readonly seconds: number;
  /** What the hub told its user on the way. */
  readonly messages: readonly string[];
}

/** An event of the hub's telling of a start. */
interface SpawnEvent {
  readonly message?: string;
  readonly html_message?: string;
  readonly ready?: boolean;
  readonly failed?: boolean;
}

interface UserModel {
  readonly name: string;
  readonly groups?: readonly string[];
  readonly server?: string | null;
  readonly pending?: string | null;
}

/** A test account at a hub, by a token of its own that ends soon. */
export class HubSession {
  /** Asks the hub for a token as the person who is logged in. */
  public static async of(hub: string, visitor: Visitor, lifeSeconds: number): Promise<HubSession> {
    const api = new URL(`${hub}/hub/api/user`);
    const headers = {
      cookie: visitor.cookies.header(api),
      'x-xsrftoken': visitor.cookies.value(api, '_xsrf') ?? '',
      'content-type': 'application/json',
      referer: `${hub}/hub/home`,
    };
    const user = await json<UserModel>(await request(api, { headers }, visitor.patienceMs));
    const body = JSON.stringify({ note: 'acceptance tests (daas verify)', expires_in: lifeSeconds });
    const made = await request(
      `${hub}/hub/api/users/${encodeURIComponent(user.name)}/tokens`,
      { method: 'POST', headers, body },
      visitor.patienceMs,
    );
    const { token, id } = await json<{ token: string; id: string }>(made);
    return new HubSession(hub, user.name, user.groups ?? [], token, id);
  }

  private constructor(
    private readonly hub: string,
    /** As the hub knows the person. */
    public readonly user: string,
    /** Proposals, as the hub took them from the log-in. */
    public readonly groups: readonly string[],
    private readonly token: string,
    private readonly tokenId: string,
  ) {}

  /** Address of the notebook server's API. */
  public server(path: string): string {
    return `${this.hub}/user/${encodeURIComponent(this.user)}/api/${path}`;
  }

  /** For requests to the notebook server and its WebSockets. */
  public get authorization(): Readonly<Record<string, string>> {
    return { authorization: `token ${this.token}` };
  }

  /** Starts the notebook server in a profile, and waits until it answers or the time is over. */
  public async start(profile: string, limitSeconds: number): Promise<Spawn> {
    const began = Date.now();
    const messages: string[] = [];
    const result = (ready: boolean): Spawn => ({ ready, seconds: (Date.now() - began) / 1000, messages });
    const limit = AbortSignal.timeout(limitSeconds * 1000);
    try {
      const asked = await this.call('POST', 'server', { profile }, limit);
      if (asked.status >= 400) {
        messages.push(await reason(asked));
        return result(false);
      }
      return result(await this.follow(limit, messages));
    } catch (error) {
      if (limit.aborted) {
        messages.push(`not ready after ${limitSeconds} s`);
        return result(false);
      }
      throw error;
    }
  }

  /** Status code of asking for one more server beside the one that runs. */
  public async startSecond(): Promise<number> {
    return (await this.call('POST', 'servers/acceptance-test', {})).status;
  }

  /** Ends the notebook server; gives the seconds, or undefined when it was still there at the end of the time. */
  public async stop(limitSeconds: number): Promise<number | undefined> {
    const began = Date.now();
    await this.call('DELETE', 'server');
    while (Date.now() - began < limitSeconds * 1000) {
      const user = await json<UserModel>(await this.call('GET', ''));
      if ((user.server ?? null) === null && (user.pending ?? null) === null) {
        return (Date.now() - began) / 1000;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return undefined;
  }

  /** Gives the token back. */
  public async end(): Promise<void> {
    await this.call('DELETE', `tokens/${this.tokenId}`);
  }

  /** The hub's own telling of how a start goes on, until it ends. */
  private async follow(limit: AbortSignal, messages: string[]): Promise<boolean> {
    const response = await this.call('GET', 'server/progress', undefined, limit);
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop()!;
      for (const line of lines.filter((l) => l.startsWith('data:'))) {
        const event = JSON.parse(line.slice(5)) as SpawnEvent;
        const told = spoken(event);
        if (told !== '' && messages.at(-1) !== told) {
          messages.push(told);
        }
        if (event.ready === true || event.failed === true) {
          return event.ready === true;
        }
      }
    }
    return false;
  }

  private async call(method: string, path: string, body?: object, signal?: AbortSignal): Promise<Response> {
    const url = `${this.hub}/hub/api/users/${encodeURIComponent(this.user)}${path === '' ? '' : `/${path}`}`;
    const headers = { ...this.authorization, 'content-type': 'application/json' };
    const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    return request(url, signal === undefined ? init : { ...init, signal });
  }
}

/** What a user reads; of a failed start the hub tells the reason in HTML only. */
function spoken({ message = '', html_message: html = '' }: SpawnEvent): string {
  const bare = message.trim();
  const why = html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^Spawn failed:?$/.test(bare) ? (why.length > bare.length ? why : '') : bare;
}

async function reason(response: Response): Promise<string> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return `${response.status} ${text.slice(0, 200)}`;
  }
}

async function json<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw new KitError(`${new URL(response.url).pathname} answered ${response.status}: ${await reason(response)}`);
  }
  return (await response.json()) as T;
}
