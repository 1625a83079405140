import { afterAll, beforeAll, expect, test } from 'vitest';
import { identity } from '#modules/identity/server.ts';
import type { Command } from '#platform/http/module.ts';
import { startTestApi, type TestApi } from '../../../server/testing.ts';
import { startSession, submitAnswer } from '../domain/contract.ts';
import { solution } from '../domain/scoring.ts';
import { assessment } from '../server.ts';
import { bundleOf, bundlesIn, currentBundle, freezeBundle, type Bundle } from './bundle.ts';
import { commands } from './commands.ts';
import { findPartOfSession } from './rescore.store.ts';
import { findSession } from './answers-together.ts';

let api: TestApi;
let bundle: Bundle;
/** A test that was passed. */
let session: string;

beforeAll(async () => {
  api = await startTestApi({ modules: [identity, assessment] });
  bundle = currentBundle(api.services.content(), 'citizens')!;
  const phone = api.browser();
  let { body: step } = await phone.call(startSession, { body: { group: 'citizens' } });
  session = step.session;
  while (step.kind === 'question') {
    const { rows } = await api.database.pool.query('SELECT state FROM assessment.sessions WHERE id = $1', [
      session,
    ]);
    const { itemId } = step.question;
    const answer = solution(bundle.items.get(itemId)!, rows[0].state.seed);
    ({ body: step } = await phone.call(submitAnswer, { params: { session }, body: { itemId, answer } }));
  }
});
afterAll(() => api.close());

async function run(name: string, given: Partial<Parameters<Command['run']>[1]>): Promise<string[]> {
  const lines: string[] = [];
  await commands[name]!.run(api.services, {
    arguments: [],
    options: {},
    say: () => {},
    print: (line) => lines.push(line),
    ...given,
  });
  return lines;
}
const verdictNow = async () => {
  const partKey = await findPartOfSession(api.services.db, session);
  return (await findSession(api.services.db, partKey!, session))!;
};

test('bundles that tests are taken by are signed, and name this code', async () => {
  const lines = await run('assessment bundles', {});
  expect(lines.filter((line) => / signed {2}this code/.test(line))).toHaveLength(
    bundlesIn(api.services.content()).length,
  );
  expect(lines.join('\n')).toContain(bundle.id);
});

test('a stored test is played again to the same verdict', async () => {
  const lines = await run('assessment replay', { arguments: [session] });
  expect(lines.at(-1)).toMatch(/^the same questions; verdict passed/);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}1 {2}\d\.\d-\d\d {2}right/));
});

test('what was changed behind the back of the program is found', async () => {
  const change = (right: boolean) =>
    api.database.pool.query('UPDATE assessment.answers SET is_right = $2 WHERE session_id = $1', [
      session,
      right,
    ]);
  await change(false);
  await expect(run('assessment replay', { arguments: [session] })).rejects.toThrow('DIFFERENT');
  await change(true);
  await expect(run('assessment replay', { arguments: ['1-2-3'] })).rejects.toThrow('not the id of a session');
});

test('scoring by another bundle tells first, then writes, keeps what was, and stands in the log', async () => {
  const harder = bundleOf([...bundle.items.values()], { ...bundle.rules, version: 9, cut: 2.9 });
  await freezeBundle(api.services, harder);
  const told = await run('assessment rescore', { options: { bundle: harder.id } });
  expect(told[1]).toBe('0.0 % would move up, 100.0 % would move down');
  expect((await verdictNow()).verdict).toBe('passed');

  await run('assessment rescore', { options: { bundle: harder.id, apply: true } });
  const after = await verdictNow();
  expect(after.verdict).not.toBe('passed');
  expect(after).toMatchObject({ bundle: bundle.id, scored_by: harder.id });
  const { rows } = await api.database.pool.query('SELECT verdict_before FROM assessment.rescores');
  expect(rows).toEqual([{ verdict_before: 'passed' }]);
  const log = await api.database.pool.query(
    "SELECT detail FROM identity.audit WHERE action = 'assessment.rescore'",
  );
  expect(log.rows[0].detail).toMatchObject({ bundle: harder.id, down: 1, applied: 1 });

  const replayed = await run('assessment replay', { arguments: [session] });
  expect(replayed.at(-1)).toContain(`computed again by bundle ${harder.id}`);
  await expect(run('assessment rescore', { options: { bundle: 'none' } })).rejects.toThrow(
    'There is no bundle',
  );
});
