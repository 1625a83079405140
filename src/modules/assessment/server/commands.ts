import { Obstacle } from '#platform/database/explain.ts';
import type { Command } from '#platform/http/module.ts';
import type { Services } from '#platform/http/context.ts';
import { initialState, replay } from '../domain/replay.ts';
import { ruleSetKey } from '../domain/rules.ts';
import { findSession } from './answers-together.ts';
import { getBundle } from './bundle.ts';
import { listBundles } from './bundle.store.ts';
import { isSignedBundle } from './bundle-signature.ts';
import { codeHash } from './code-hash.ts';
import { findPartOfSession } from './rescore.store.ts';
import { rescore } from './rescore.ts';
import { exchangeCommands } from './exchange/commands.ts';
import { qualityCommands } from './quality-commands.ts';
import { listAnswers } from './session.store.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const commands: Readonly<Record<string, Command>> = {
  ...qualityCommands,
  ...exchangeCommands,
  'assessment bundles': {
    summary:
      'List the bundles of items, rules and code that tests were taken by, and whether they are signed here.',
    run: async (services, { print }) => {
      for (const row of await listBundles(services.db)) {
        const bundle = await getBundle(services.db, row.id);
        const seal = row.signature
          ? isSignedBundle(services.master, row.id, row.signature)
            ? 'signed'
            : 'SIGNATURE DOES NOT FIT'
          : 'from before bundles were signed';
        const code = row.code
          ? row.code === codeHash()
            ? 'this code'
            : `code ${row.code.slice(0, 12)}`
          : '';
        print(
          [
            row.id,
            ruleSetKey(bundle.rules),
            `${bundle.items.size} items`,
            seal,
            code,
            row.created_at.toISOString(),
          ].join('  '),
        );
      }
    },
  },
  'assessment replay': {
    summary: 'Play a stored test again, question by question, and tell whether it comes out the same.',
    arguments: [{ name: '<session>', summary: 'id of the session' }],
    run: async (services, { arguments: [id = ''], print }) => replaySession(services, id, print),
  },
  'assessment rescore': {
    summary:
      'Tell whose verdict would change if finished tests were scored by another bundle; with --apply, change it.',
    options: [
      { flags: '--bundle <id>', summary: 'the bundle to score by' },
      {
        flags: '--apply',
        summary: 'write the new results; each keeps the one before, and the log keeps the act',
      },
    ],
    run: async (services, { options: { bundle, apply }, print, say }) => {
      if (typeof bundle !== 'string') throw new Obstacle('Say which bundle: --bundle <id>');
      const diff = await rescore(services, bundle, apply === true);
      const compared = diff.sessions - diff.left;
      const share = (count: number) => `${((100 * count) / Math.max(1, compared)).toFixed(1)} %`;
      const would = apply ? 'moved' : 'would move';
      print(
        `${compared} finished tests compared, ${diff.left} left alone (of this bundle, or its items are others)`,
      );
      print(`${share(diff.up)} ${would} up, ${share(diff.down)} ${would} down`);
      for (const [move, count] of diff.moves) print(`  ${move}: ${count}`);
      if (apply) print(`${diff.applied} results written`);
      else say('Nothing was changed; --apply writes it.');
    },
  },
};

async function replaySession(services: Services, id: string, print: (line: string) => void): Promise<void> {
  if (!UUID.test(id)) throw new Obstacle(`${id} is not the id of a session`);
  const partKey = await findPartOfSession(services.db, id);
  const session = partKey === undefined ? undefined : await findSession(services.db, partKey, id);
  if (partKey === undefined || !session) throw new Obstacle(`There is no session ${id}`);
  const bundle = await getBundle(services.db, session.bundle);
  const answers = await listAnswers(services.db, partKey, session.id);
  print(`session ${session.id}, rules ${session.rule_set}, bundle ${session.bundle}`);
  if (bundle.code && bundle.code !== codeHash())
    print(`note: it was played by code ${bundle.code.slice(0, 12)}, this is ${codeHash().slice(0, 12)}`);
  let before = session.started_at.getTime();
  for (const { position, item_id: itemId, is_right: isRight, answered_at: at } of answers) {
    const seconds = Math.max(0, (at.getTime() - before) / 1000);
    before = at.getTime();
    print(
      `${String(position + 1).padStart(3)}  ${itemId}  ${isRight ? 'right' : 'wrong'}  ${seconds.toFixed(1)} s`,
    );
  }
  const logged = answers.map((answer) => ({ itemId: answer.item_id, right: answer.is_right }));
  const again = replay(bundle.bank, bundle.rules, initialState(session.state), logged);
  if (again.kind === 'different')
    throw new Obstacle(`DIFFERENT at question ${again.position + 1}: the record says ${again.logged}`);
  const { step } = again;
  if (step.kind === 'refused') throw new Obstacle(`The stored state is damaged: ${step.reason}`);
  if (step.kind === 'item') {
    if (session.finished_at) throw new Obstacle('DIFFERENT: the record has ended, the test would go on');
    print(`the same; open, next comes ${step.itemId}`);
    return;
  }
  const { result } = session;
  print(`the same questions; verdict ${step.verdict}, P(passes) ${step.probabilityPass.toFixed(4)}`);
  if (result && !session.scored_by && (result.verdict !== step.verdict || result.answered !== step.answered))
    throw new Obstacle(`DIFFERENT: the record says ${result.verdict} after ${result.answered} questions`);
  if (session.scored_by)
    print(`its result was computed again by bundle ${session.scored_by}: ${session.verdict}`);
}
