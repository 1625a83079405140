/** The product in this process, on a free port with an empty database of its own, for benchmarks that look inside. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#platform/config/config.ts';
import { makeMetrics } from '#platform/metrics/metrics.ts';
import { makeApi } from '#server/api.ts';
import { assetReader, boot, root } from '#server/boot.ts';
import { modules } from '#server/compose.ts';
import { makeAnswer } from '#server/web.ts';

export async function serve() {
  const folder = mkdtempSync(join(tmpdir(), 'bdhvs-bench-'));
  chmodSync(folder, 0o755);
  const config = readConfig({ ...process.env, BDHVS_DATA: folder, LOG_LEVEL: 'error' });
  const { services, connection, database, close } = await boot(config, () => {});
  const metrics = makeMetrics(async () => ({ waiting: 0, failing: 0 }));
  const api = makeApi(services, modules, metrics);
  const server = createServer(
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
  // Longer than any pause of a benchmark: no connection is closed while a question is on its way to it.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    folder,
    services,
    connection,
    database,
    port,
    base: `http://127.0.0.1:${port}`,
    /** Ends it and removes what it wrote. */
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
