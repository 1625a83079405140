import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { framework } from '#modules/framework/server.ts';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { credentials } from '#modules/credentials/server.ts';
import { movement } from '#modules/movement/server.ts';
import { systemContext, type Services } from '#platform/http/context.ts';
import type { Identity } from '#platform/http/module.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { pass, signIn, tell, useOutcomes } from '../../credentials/server/testing.ts';
import { interop } from '../server.ts';
import { listDeliveries } from './deliveries.store.ts';
import { addReceiver, type NewReceiver } from './receivers.ts';
import { sendDue } from './send.ts';

export const COMMUNE = 103385;
export const NATION = 1;

export interface Heard {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The product with what handing on needs, and an outside system that listens. */
export async function startInterop(env: Record<string, string> = {}) {
  const modules = [identity, organisations, framework, credentials, movement, interop];
  const api = await startTestApi({ modules, env: { BDHVS_WEBHOOK_PRIVATE: '1', ...env } });
  useOutcomes();
  const outside = await startOutside();
  return { ...outside, ...actions(api), api, close: () => Promise.all([outside.stop(), api.close()]) };
}

async function startOutside() {
  const seen = { heard: [] as Heard[] };
  /** What the outside system answers: a status, or nothing at all. */
  const system = { answer: (_path: string): number | undefined => 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      seen.heard.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      const status = system.answer(path);
      if (status === undefined) return request.socket.destroy();
      response.writeHead(status, status === 302 ? { location: `${site}/elsewhere` } : {}).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, system, site, stop: () => server.close() };
}

/** What is wanted of a receiver beyond a commune's webhook without fields. */
export const receiverAt = (address: string, other: Partial<NewReceiver> = {}): Omit<NewReceiver, 'id'> => ({
  unitId: COMMUNE,
  name: 'Hồ sơ công chức của tỉnh',
  way: 'webhook',
  address,
  fields: [],
  scopes: [],
  endsAt: null,
  past: false,
  publicKey: null,
  ...other,
});

/** Registers as the operator does. */
export async function register(services: Services, given: Omit<NewReceiver, 'id'>) {
  const operator = { ...services, actor: { kind: 'nobody' } } as const;
  const { id, secret } = await addReceiver(operator, { ...given, id: services.newId() });
  return { id, secret: secret ?? '' };
}

function actions(api: TestApi) {
  const later = (minutes: number) => {
    api.clock.now = new Date(api.clock.now.getTime() + minutes * 60_000);
  };
  return {
    later,
    send: () => sendDue(systemContext(api.services, 'test')),
    sentList: () => listDeliveries(api.services.db, 100, undefined),
    /** Nothing sent, nobody registered. */
    clear: async () => {
      await api.drain();
      api.clock.now = new Date();
      await api.database.pool.query('DELETE FROM interop.deliveries');
      await api.database.pool.query('DELETE FROM interop.receivers');
    },
    /** Somebody of the commune with a confirmation. */
    confirmed: async (
      consents: readonly string[] = ['confirmation', 'handing-on'],
      homeUnitId: number | null = COMMUNE,
    ) => {
      const person = await signIn(api.services, api.browser(), {
        name: 'Nguyễn Thị Lan',
        consents,
        ...(homeUnitId ? { homeUnitId } : {}),
      });
      await pass(api.services, person);
      await api.drain();
      return person;
    },
    revoke: async (person: Identity) => {
      await api.database.pool.query(
        `UPDATE credentials.credentials SET revoked_at = $2, revoked_reason = 'wrong-person' WHERE person_id = $1`,
        [person.personId, api.clock.now],
      );
      await tell(api.services, person, 'credentials.revoked');
      await api.drain();
    },
  };
}
