import * as fs from 'fs';
import * as http from 'http';
import * as https from 'https';
import type { CloudEntry } from './clouds-yaml';

/** An answer of an API. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One request. Node's fetch can't be given the certificate authority of a cloud, so it isn't used. */
export async function request(
  entry: Pick<CloudEntry, 'cacert' | 'verify'>,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<Answer> {
  const secure = url.startsWith('https:');
  const tls = { ...(entry.cacert !== undefined && { ca: fs.readFileSync(entry.cacert) }), rejectUnauthorized: entry.verify !== false };
  const options = { method, headers: { accept: 'application/json', 'content-type': 'application/json', ...headers }, timeout: 60_000 };
  return new Promise((resolve, reject) => {
    const sent = (secure ? https : http).request(url, { ...options, ...(secure && tls) }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString('utf8') }),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer within a minute')));
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
