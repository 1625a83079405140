import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { verifyAllAudit } from '#modules/identity/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { systemContext } from '#platform/http/context.ts';
import type { TestApi } from '../../../server/testing.ts';
import { consent, tell } from '../../credentials/server/testing.ts';
import type { Field } from '../domain/scopes.ts';
import { interop } from '../server.ts';
import { exportDeliveries } from './person.ts';
import { COMMUNE, NATION, receiverAt, register, startInterop } from './testing.ts';

let place: Awaited<ReturnType<typeof startInterop>>;
let api: TestApi;
beforeAll(async () => {
  place = await startInterop();
  api = place.api;
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.clear();
  place.seen.heard = [];
  place.system.answer = () => 204;
});

const hook = (fields: Field[] = ['name'], unitId = COMMUNE, path = '/hook') =>
  register(api.services, receiverAt(place.site + path, { fields, unitId }));
const stateOf = async () => (await place.sentList()).map(({ kind, state }) => `${kind} ${state}`).sort();

describe('a confirmation of a unit’s person', () => {
  test('reaches the receiver once, signed so that others’ software believes it, and is in the register and the log', async () => {
    const { secret } = await hook();
    const person = await place.confirmed();
    await tell(api.services, person, 'credentials.issued');
    await api.drain();
    expect(await place.send()).toBe(1);
    expect(await place.send()).toBe(0);
    expect(place.seen.heard).toHaveLength(1);
    const { headers, body } = place.seen.heard[0]!;
    const said = new Webhook(secret).verify(body, headers as Record<string, string>) as any;
    expect(said.type).toBe('confirmation.issued');
    expect(said.data).toMatchObject({
      name: 'Nguyễn Thị Lan',
      unit: { id: COMMUNE },
      group: { code: 'citizens' },
      evidence: 'unsupervised',
    });
    expect(said.data.code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    // Neither her birth date nor what she did not let them have.
    expect(body).not.toContain('1960');
    expect(said.data).not.toHaveProperty('domains');
    const [row] = await place.sentList();
    expect(row).toMatchObject({
      id: headers['webhook-id'],
      state: 'delivered',
      last_status: 204,
      attempts: 1,
    });
    expect(row!.acknowledged_at).not.toBeNull();
    const { rows } = await api.database.pool.query(
      `SELECT action FROM identity.audit WHERE action = 'interop.hand-on' AND subject_id = $1`,
      [person.personId],
    );
    expect(rows).toHaveLength(1);
    expect((await verifyAllAudit(api.services.db)).every((one) => one.sound)).toBe(true);
    const { handedOn } = (await exportDeliveries(systemContext(api.services, 'x'), person)) as any;
    expect(handedOn).toMatchObject([
      { receiver: 'Hồ sơ công chức của tỉnh', told: ['name'], state: 'delivered' },
    ]);
  });

  test('a changed body, another secret and an old time are not believed', async () => {
    const { secret } = await hook([]);
    await place.confirmed();
    await place.send();
    const { headers, body } = place.seen.heard[0]!;
    const given = headers as Record<string, string>;
    expect(JSON.parse(body).data).not.toHaveProperty('name');
    const known = new Webhook(secret);
    expect(() => known.verify(body.replace('citizens', 'officials'), given)).toThrow();
    expect(() => new Webhook(`whsec_${Buffer.alloc(32).toString('base64')}`).verify(body, given)).toThrow();
    expect(() => known.verify(body, { ...given, 'webhook-timestamp': '1700000000' })).toThrow();
  });

  test('is told to receivers of the units above as well, and to no other commune', async () => {
    await hook([], COMMUNE, '/own');
    await hook([], NATION, '/nation');
    const communes = (await treeOf(api.services.db)).descendants(NATION, 'commune');
    await hook([], communes.find(({ id }) => id !== COMMUNE)!.id, '/other');
    await place.confirmed();
    await place.confirmed(['confirmation', 'handing-on'], null);
    await place.send();
    expect(place.seen.heard.map(({ path }) => path).sort()).toEqual(['/nation', '/nation', '/own']);
  });

  test('without her agreement nothing is written; agreeing later sends it, taking back stops what waits', async () => {
    await hook();
    const person = await place.confirmed(['confirmation']);
    expect(await stateOf()).toEqual([]);
    await consent(api.services, person, 'handing-on', true);
    await tell(api.services, person, 'identity.consent-changed');
    await api.drain();
    place.later(1);
    await consent(api.services, person, 'handing-on', false);
    await place.send();
    expect(place.seen.heard).toEqual([]);
    expect(await stateOf()).toEqual(['confirmation.issued not-sent']);
    place.later(1);
    await consent(api.services, person, 'handing-on', true);
    await tell(api.services, person, 'identity.consent-changed');
    await api.drain();
    await place.send();
    expect(await stateOf()).toEqual(['confirmation.issued delivered']);
    expect(place.seen.heard).toHaveLength(1);
  });

  test('that is revoked is told as such to who was told of it; one that was told nothing before hears nothing', async () => {
    const { secret } = await hook();
    const person = await place.confirmed();
    await place.send();
    await place.revoke(person);
    await place.send();
    const said = new Webhook(secret).verify(
      place.seen.heard[1]!.body,
      place.seen.heard[1]!.headers as Record<string, string>,
    ) as any;
    expect(said).toMatchObject({ type: 'confirmation.revoked', data: { revokedReason: 'wrong-person' } });
    expect(said.data.code).toBe(JSON.parse(place.seen.heard[0]!.body).data.code);
    expect(said.data).not.toHaveProperty('name');
    expect(await stateOf()).toEqual(['confirmation.issued delivered', 'confirmation.revoked delivered']);
    await place.revoke(await place.confirmed());
    await place.send();
    expect(place.seen.heard).toHaveLength(2);
  });

  test('of an erased person leaves nothing in the register', async () => {
    await hook();
    const person = await place.confirmed();
    await api.services.db.transaction().execute((tx) => interop.erasePerson!(tx, person));
    await place.send();
    expect([place.seen.heard, await place.sentList()]).toEqual([[], []]);
  });
});
