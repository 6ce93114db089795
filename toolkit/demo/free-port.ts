import * as net from 'net';
import { LOCAL_PORT_COUNT } from '../../core/local-ports';
import { KitError } from '../kit-error';

const STEP = 10;
const TRIES = 100;

/** The first port from which on enough are free. */
export async function firstFreePort(from: number): Promise<number> {
  for (let first = from; first < from + STEP * TRIES; first += STEP) {
    if ((await takenPort(first)) === undefined) {
      return first;
    }
  }
  throw new KitError(
    `no ${LOCAL_PORT_COUNT} free ports in a row between ${from} and ${from + STEP * TRIES}`,
    'name a port: npm run demo -- --port 20000',
  );
}

/** The first port that somebody listens on already, among those that a site from this port on uses. */
export async function takenPort(first: number): Promise<number | undefined> {
  for (let port = first; port < first + LOCAL_PORT_COUNT; port += 1) {
    if (!(await isFree(port))) {
      return port;
    }
  }
  return undefined;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
