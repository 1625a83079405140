import { Agent, request } from 'node:http';

/** One reply with how long it took, milliseconds. */
export interface Timed {
  readonly ms: number;
  readonly body: string;
  /** The first cookie that was set, `name=value`. */
  readonly cookie: string;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
}

/** One turn of a server, with the processor time that its process used for each answer, microseconds. */
export interface Turn extends Measured {
  readonly cpu: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One POST on a kept connection, from that loopback address. @throws Error unless the answer is 200 */
export function post(
  port: number,
  path: string,
  cookie: string,
  body: string,
  localAddress = '127.0.0.1',
): Promise<Timed> {
  return new Promise((done, fail) => {
    const started = performance.now();
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), cookie };
    const where = { agent, port, host: '127.0.0.1', localAddress, path, method: 'POST' };
    const call = request({ ...where, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode !== 200)
          fail(new Error(`${path}: ${response.statusCode} ${text.slice(0, 300)}`));
        else {
          const set = response.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
          done({ ms: performance.now() - started, body: text, cookie: set });
        }
      });
    });
    call.on('error', fail);
    call.end(body);
  });
}

/** Runs `takers` loops side by side until each has done `rounds` steps. */
export async function measure(
  takers: number,
  rounds: number,
  step: (taker: number, round: number) => Promise<number>,
): Promise<Measured> {
  const times: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: takers }, async (_, taker) => {
      for (let round = 0; round < rounds; round++) times.push(await step(taker, round));
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]!;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), count: times.length };
}
