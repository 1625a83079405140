// The measured process: the product's own listener, the bare handler and the bare driver loop, one database under all.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { serve } from '../support/serve.ts';
import { bareAnswer, bareServer, type Target } from './bare.ts';
import { measure } from './load.ts';

const { connection, database, port, stop } = await serve();
const pool = new pg.Pool({ connectionString: database.appUrl, max: 16 });
pool.on('error', () => {});
const bare = bareServer(pool);

const listen = (server: Server) => {
  // Longer than the others' turns: no connection is closed while a question is on its way to it.
  server.keepAliveTimeout = 120_000;
  return new Promise<number>((done) =>
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)),
  );
};

type Order =
  | { kind: 'memory' }
  | { kind: 'cpu' }
  | { kind: 'sessions' }
  | { kind: 'driver'; targets: Target[]; rounds: number }
  | { kind: 'end' };

async function obey(order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'memory':
      global.gc?.();
      return process.memoryUsage().rss / 2 ** 20;
    case 'cpu': {
      const { user, system } = process.cpuUsage();
      return user + system;
    }
    case 'sessions': {
      const { rows } = await connection.pool.query<{ part_key: number; id: string }>(
        'SELECT part_key, id FROM assessment.sessions ORDER BY part_key, id',
      );
      return rows.map((row) => ({ partKey: row.part_key, id: row.id }));
    }
    case 'driver':
      return measure(order.targets.length, order.rounds, async (taker) => {
        const started = performance.now();
        await bareAnswer(pool, order.targets[taker]!, '1.1-01');
        return performance.now() - started;
      });
    case 'end': {
      await pool.end();
      await stop();
      return undefined;
    }
  }
}

process.on('message', (order: Order) => {
  void obey(order).then((reply) => {
    process.send!({ reply }, () => {
      if (order.kind === 'end') process.exit(0);
    });
  });
});
process.send!({ product: port, bare: await listen(bare) });
