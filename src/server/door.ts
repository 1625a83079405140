import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Config } from '#platform/config/config.ts';
import { Obstacle } from '#platform/database/explain.ts';
import { atMost } from './lifetime.ts';
import { sendText } from './send-text.ts';

/** How long a request may take to arrive: half a gigabyte over 2.5 Mbit/s. What is no large file has less (`web.ts`). */
export const LARGE_FILE_MS = 30 * 60_000;

/** The one server. It listens before anything else is done, so that a taken port is known at once. */
export interface Door {
  /** The port it listens on: the configured one, or what the machine gave where that is 0. */
  readonly port: number;
  /** From now on requests are answered; until then they are asked to come back. */
  open(answer: RequestListener): void;
  /** Takes no new requests and waits for those that run. */
  close(): Promise<void>;
}

/** @throws Obstacle the port is taken, or not ours to take */
export async function listen(config: Pick<Config, 'PORT' | 'HOST'>): Promise<Door> {
  let answer: RequestListener = sayStarting;
  const options = { requestTimeout: LARGE_FILE_MS, headersTimeout: 15_000, maxHeaderSize: 16_384 };
  const server = createServer(options, (request, response) => answer(request, response));
  server.listen(config.PORT, config.HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Obstacle(explainListen((error as NodeJS.ErrnoException).code, config));
  }
  return {
    port: (server.address() as AddressInfo).port,
    open: (listener) => (answer = listener),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await atMost(5_000, closed);
      server.closeAllConnections();
    },
  };
}

function explainListen(code: string | undefined, { PORT, HOST }: Pick<Config, 'PORT' | 'HOST'>): string {
  if (code === 'EADDRINUSE') return `Port ${PORT} is in use: set PORT to another one (PORT=3001 npm start).`;
  if (code === 'EACCES') return `Port ${PORT} may not be used by this user: set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${HOST} is no address of this machine.`;
  return `Port ${PORT} of ${HOST} cannot be used (${code}).`;
}

function sayStarting(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('retry-after', '2');
  if (request.url === '/healthz') sendText(response, 200, 'ok');
  else if (!request.headers.accept?.includes('text/html')) sendText(response, 503, 'starting');
  else
    response
      .writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(STARTING_PAGE);
}

/** Asks again by itself; it needs nothing that is not there yet. */
const STARTING_PAGE = `<!doctype html>
<html lang="vi">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <meta name="color-scheme" content="light dark">
  <meta http-equiv="refresh" content="2">
  <title>Đang mở máy chủ</title>
  <h1>Đang mở máy chủ</h1>
  <p>Bác chờ vài giây, trang sẽ tự hiện ra.</p>
  <p lang="en">The server is starting. This page opens by itself in a few seconds.</p>
</html>
`;
