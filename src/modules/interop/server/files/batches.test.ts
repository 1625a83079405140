import { importJWK, compactVerify } from 'jose';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newUuid } from '#platform/ids/uuid7.ts';
import type { TestApi, TestBrowser } from '../../../../server/testing.ts';
import { signInStaff } from '../../../../server/testing-staff.ts';
import { consent } from '../../../credentials/server/testing.ts';
import {
  acknowledgeBatch,
  correctRow,
  getBatch,
  getBatchFile,
  getBatchKey,
  makeBatch,
} from '../../domain/batches-contract.ts';
import { interop } from '../../server.ts';
import { COMMUNE, receiverAt, register, startInterop } from '../testing.ts';
import { sha256 } from './write-batch.ts';

let place: Awaited<ReturnType<typeof startInterop>>;
let api: TestApi;
let desk: TestBrowser;
let receiver: string;
beforeAll(async () => {
  place = await startInterop();
  api = place.api;
  desk = api.browser();
  await signInStaff(api, desk, 'administrator', COMMUNE);
});
afterAll(() => place.close());
beforeEach(async () => {
  await place.clear();
  await api.database.pool.query('DELETE FROM interop.batches');
  const given = receiverAt('', { way: 'file', address: null, fields: ['name'] });
  receiver = (await register(api.services, given)).id;
});

const make = (body: Record<string, unknown> = {}) =>
  desk.call(makeBatch, { params: { receiver }, body: { id: newUuid(), ...body } });
const at = (number: number) => ({ params: { receiver, number } });
async function filesOf(number: number) {
  const files = unzipSync((await desk.call(getBatchFile, at(number))).bytes);
  const rows = JSON.parse(strFromU8(files['rows.json']!)).rows as { line: number; type: string; data: any }[];
  return { files, rows, manifest: JSON.parse(strFromU8(files['manifest.json']!)) };
}
const answer = (number: number, answers: object[], rest = 'open') =>
  desk.call(acknowledgeBatch, { ...at(number), body: { answers, rest } });
const correct = (number: number, line: number) =>
  desk.call(correctRow, { params: { receiver, number, line }, body: {} });

describe('a batch', () => {
  test('holds each thing once, names its files by digest, and its signature is believed by others’ software', async () => {
    await place.confirmed();
    await place.confirmed();
    await place.confirmed(['confirmation']);
    const id = newUuid();
    expect((await make({ id })).body).toEqual({ number: 1, rows: 2 });
    expect((await make({ id })).body).toEqual({ number: 1, rows: 2 });
    expect((await make()).body.code).toBe('interop/nothing-to-hand-over');
    const { files, rows, manifest } = await filesOf(1);
    expect(rows.map(({ line, data }) => [line, data.name])).toEqual([
      [1, 'Nguyễn Thị Lan'],
      [2, 'Nguyễn Thị Lan'],
    ]);
    expect(strFromU8(files['rows.csv']!).split('\r\n')).toHaveLength(4);
    for (const { name, sha256: digest } of manifest.files) expect(sha256(files[name]!)).toBe(digest);
    expect(manifest).toMatchObject({ format: 'bdhvs-batch/1', number: 1, before: null, rows: 2 });
    const key = await importJWK((await api.browser().call(getBatchKey)).body, 'EdDSA');
    const { payload } = await compactVerify(strFromU8(files['manifest.jws']!), key);
    expect(Buffer.from(payload)).toEqual(Buffer.from(files['manifest.json']!));
    // The same batch is the same bytes, and the next one names it.
    expect((await filesOf(1)).files).toEqual(files);
    await place.confirmed();
    await make();
    expect((await filesOf(2)).manifest.before).toBe(sha256(files['manifest.json']!));
  });

  test('made by two at once is numbered without a gap and doubles nothing', async () => {
    for (let people = 0; people < 4; people++) await place.confirmed();
    const made = await Promise.all([make(), make(), make()]);
    expect(made.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await place.confirmed();
    expect((await make()).body).toEqual({ number: 2, rows: 1 });
  });

  test('takes only what became known on the days asked for, and nothing of who took her word back', async () => {
    const early = await place.confirmed();
    expect((await make({ from: '2020-01-01', to: '2020-12-31' })).body.code).toBe(
      'interop/nothing-to-hand-over',
    );
    expect((await make({ from: '2026-02-02', to: '2026-02-01' })).body.code).toBe('interop/period-reversed');
    place.later(1);
    await consent(api.services, early, 'handing-on', false);
    expect((await make()).body.code).toBe('interop/nothing-to-hand-over');
  });
});

describe('what the receiver answers', () => {
  test('is kept row by row; a refused row comes in the next batch once it was put right, and no other', async () => {
    for (let people = 0; people < 3; people++) await place.confirmed();
    await make();
    const code = (await filesOf(1)).rows[1]!.data.code;
    const said = [
      { line: 1, state: 'accepted' },
      { line: 2, state: 'refused', reason: 'Sai họ tên' },
    ];
    const { body } = await answer(1, said);
    expect(body.rows.map(({ state }: { state: string }) => state)).toEqual(['accepted', 'refused', 'sent']);
    expect((await answer(1, said)).status).toBe(200);
    expect((await answer(1, [{ line: 1, state: 'refused', reason: 'x' }])).body.code).toBe(
      'interop/rows-settled',
    );
    expect((await answer(1, [{ line: 9, state: 'accepted' }])).body.code).toBe('interop/rows-unknown');
    expect((await make()).body.code).toBe('interop/nothing-to-hand-over');
    expect((await correct(1, 1)).body.code).toBe('interop/row-not-refused');
    expect([(await correct(1, 2)).status, (await correct(1, 2)).status]).toEqual([200, 200]);
    expect((await make()).body).toEqual({ number: 2, rows: 1 });
    expect((await filesOf(2)).rows[0]!.data.code).toBe(code);
    // The first is settled with the rest, and its files go.
    expect((await answer(1, [], 'accepted')).body).toMatchObject({
      kept: false,
      settledAt: expect.any(String),
    });
    expect((await desk.call(getBatchFile, at(1))).body.code).toBe('interop/files-gone');
    await answer(2, [], 'accepted');
    expect((await place.sentList()).map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
      'delivered',
    ]);
  });

  test('an erased person leaves no file behind, and the others in one that nobody fetched come again', async () => {
    const person = await place.confirmed();
    await place.confirmed();
    await make();
    await api.services.db.transaction().execute((tx) => interop.erasePerson!(tx, person));
    expect((await desk.call(getBatchFile, at(1))).body.code).toBe('interop/files-gone');
    expect((await desk.call(getBatch, at(1))).body.rows).toHaveLength(1);
    expect((await make()).body).toEqual({ number: 2, rows: 1 });
  });

  test('nobody else makes, fetches or answers', async () => {
    await place.confirmed();
    await make();
    const others = [api.browser(), api.browser(), api.browser()];
    await signInStaff(api, others[1]!, 'leader', COMMUNE);
    await signInStaff(api, others[2]!, 'administrator', 117329);
    for (const [index, other] of others.entries()) {
      const status = index === 0 ? 401 : 404;
      const calls = [
        other.call(makeBatch, { params: { receiver }, body: { id: newUuid() } }),
        other.call(getBatch, at(1)),
        other.call(getBatchFile, at(1)),
        other.call(acknowledgeBatch, { ...at(1), body: { answers: [], rest: 'accepted' } }),
        other.call(correctRow, { params: { receiver, number: 1, line: 1 }, body: {} }),
      ];
      expect((await Promise.all(calls)).map((one) => one.status)).toEqual(Array(5).fill(status));
    }
    const twice = [
      { line: 1, state: 'accepted' },
      { line: 1, state: 'accepted' },
    ];
    expect((await answer(1, twice)).status).toBe(422);
    expect((await desk.call(getBatch, at(7))).body.code).toBe('interop/batch-not-found');
  });
});
