// The measured process: the product's own listener, the bare handler and the bare driver loop, one database under all.
import { mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '#platform/config/config.ts';
import { makeMetrics } from '#platform/metrics/metrics.ts';
import { makeApi } from '#server/api.ts';
import { assetReader, boot, root } from '#server/boot.ts';
import { modules } from '#server/compose.ts';
import { makeAnswer } from '#server/web.ts';
import { bareAnswer, bareServer, type Target } from './bare.ts';
import { measure } from './load.ts';

const folder = mkdtempSync(join(tmpdir(), 'bdhvs-bench-'));
chmodSync(folder, 0o755);
const config = readConfig({ ...process.env, BDHVS_DATA: folder, LOG_LEVEL: 'error' });
const { services, connection, database, close } = await boot(config, () => {});
const metrics = makeMetrics(async () => ({ waiting: 0, failing: 0 }));
const api = makeApi(services, modules, metrics);
const product = createServer(
  await makeAnswer({
    root,
    config,
    api,
    metrics,
    content: services.content,
    readAsset: assetReader(services, modules),
    ready: async () => true,
  }),
);
const pool = new pg.Pool({ connectionString: database.appUrl, max: 16 });
pool.on('error', () => {});
const bare = bareServer(pool);

const listen = (server: ReturnType<typeof createServer>) => {
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
      await close();
      rmSync(folder, { recursive: true, force: true });
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
process.send!({ product: await listen(product), bare: await listen(bare) });
