import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import { organisations } from '#modules/organisations/server.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { getCalibration, getItemReport, getProposal } from '../domain/calibration-contract.ts';
import { startSession, submitAnswer } from '../domain/contract.ts';
import { assessment } from '../server.ts';
import { calibrateBank } from './calibrate-bank.ts';
import { signInStaff } from '../../../server/testing-staff.ts';

const NGHE_AN = 1040;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ modules: [identity, organisations, assessment] });
  for (let person = 0; person < 3; person += 1) await takeTest();
});
afterAll(() => api.close());

/** Somebody who knows nothing takes a test to its end. */
async function takeTest(): Promise<void> {
  const phone = api.browser();
  let { body: step } = await phone.call(startSession, { body: { group: 'citizens' } });
  while (step.kind === 'question') {
    const { session, question } = step;
    const answer = { params: { session }, body: { itemId: question.itemId, answer: null } };
    ({ body: step } = await phone.call(submitAnswer, answer));
  }
}

const quiet = () => {};
const query = (text: string, values: unknown[] = []) => api.database.pool.query(text, values);

test('answers of people who did not agree to research are not used', async () => {
  await expect(calibrateBank(api.services, '2PL', quiet)).rejects.toThrow('nobody');
  const { rows } = await query('SELECT part_key, person_id, started_at FROM assessment.sessions ORDER BY id');
  const choose = (at: Date, given: boolean) =>
    query(
      "INSERT INTO identity.consents (part_key, id, person_id, purpose, text_version, given, at) VALUES ($1, $2, $3, 'research', '1', $4, $5)",
      [rows[0].part_key, newUuid(), rows[0].person_id, given, at],
    );
  await choose(new Date(rows[0].started_at.getTime() - 60_000), true);
  const { report, synthetic } = await calibrateBank(api.services, '2PL', quiet);
  expect(report.people).toBe(1);
  expect(synthetic).toBe(false);
  // What was answered before she took it back may still be used, as the words of the consent say.
  await choose(new Date(rows[0].started_at.getTime() + 60_000), false);
  expect((await calibrateBank(api.services, '2PL', quiet)).report.people).toBe(1);
});

test('one browser is one device, and another is another', async () => {
  const { rows } = await query(
    'SELECT count(DISTINCT device_key)::int AS devices, min(language) AS language FROM assessment.sessions',
  );
  expect(rows[0]).toEqual({ devices: 3, language: 'vi' });
});

test('staff of assessment read the report; for others it does not exist', async () => {
  await query('UPDATE assessment.sessions SET synthetic = true');
  await calibrateBank(api.services, '2PL', quiet);
  const officer = api.browser();
  await signInStaff(api, officer, 'assessment-officer', NGHE_AN);
  const { body } = await officer.call(getCalibration, { params: { unit: NGHE_AN } });
  expect(body.run).toMatchObject({ people: 3, synthetic: true, anchors: null });
  expect(body.run.counts).toEqual({ wait: body.items.length });
  const [first] = body.items;
  expect(first.ask).not.toBe('');
  const { body: item } = await officer.call(getItemReport, { params: { unit: NGHE_AN, item: first.id } });
  expect(item).toMatchObject({ line: { id: first.id, right: 0 }, differences: [] });
  expect(await officer.call(getItemReport, { params: { unit: NGHE_AN, item: '6.3-99' } })).toMatchObject({
    status: 404,
  });
  const file = await officer.send(getProposal.path.replace(':unit', String(NGHE_AN)));
  expect(String(file.body)).toContain('items: []');

  const clerk = api.browser();
  await signInStaff(api, clerk, 'clerk', NGHE_AN);
  expect(await clerk.call(getCalibration, { params: { unit: NGHE_AN } })).toMatchObject({ status: 404 });
  expect(await api.browser().call(getCalibration, { params: { unit: NGHE_AN } })).toMatchObject({
    status: 401,
  });
});
