/**
 * `npm run content:report` tells what there is to learn and what is missing: which cell of programme × competence has a
 * lesson at the tier asked of its group, what the question bank holds, how hard the text is, which sentences have no
 * recording, what is past its day.
 *
 *   --json                  the same as data
 *   --strict                ends with 1 when a cell is empty
 *   --recordings <language>  only the sentences without a recording, each with the name of its file
 */
import { parseArgs } from 'node:util';
import { itemKind, reportBank, type BankReport } from '#modules/assessment/server.ts';
import { listUnrecorded, reportContent, type ContentReport } from '#modules/learning/server.ts';
import { entriesOf } from '#platform/content/release.ts';
import { vietnamDay } from '#platform/time/vietnam.ts';
import { readRelease } from '../src/server/boot.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    recordings: { type: 'string' },
  },
});
const NONE = 'no programme yet';
const release = readRelease();
const report = reportContent(release, vietnamDay(new Date()));
const bank = reportBank(entriesOf(release, itemKind).flatMap(({ value }) => value.items));
const say = (line = '') => void process.stdout.write(`${line}\n`);
const empty = report.coverage.flatMap(({ programme, cells }) =>
  cells.filter((cell) => cell.lessons.length === 0).map((cell) => ({ programme, ...cell })),
);

if (values.recordings) printUnrecorded(values.recordings);
else if (values.json)
  say(JSON.stringify({ ...report, items: bank.items, bank, empty: empty.length }, null, 2));
else print(report);
if (values.strict && empty.length > 0) process.exitCode = 1;

function printUnrecorded(language: string): void {
  for (const { lesson, step, name, text } of listUnrecorded(release, language))
    say(`lessons/${lesson}/audio/${language}/${name}.opus\t${step}\t${text}`);
}

function print({
  coverage,
  programmes,
  reading,
  audio,
  variants,
  outdated,
  expired,
  unused,
}: ContentReport): void {
  say(`release ${report.release}`);
  say();
  printCoverage(coverage);
  say();
  say(`lessons ${report.lessons}`);
  for (const { id, kind, lessons } of programmes) say(`  ${kind.padEnd(10)} ${id.padEnd(40)} ${lessons}`);
  if (unused.length > 0) say(`  in no programme: ${unused.join(', ')}`);
  printBank(bank);
  say();
  say('reading level                            sentences  median  9 of 10  longest  over 15  long words');
  for (const [name, level] of [
    ['all lessons', reading] as const,
    ...programmes.map((one) => [one.id, one.reading] as const),
  ])
    say(
      [
        name.padEnd(40),
        String(level.sentences).padStart(9),
        String(level.median).padStart(7),
        String(level.ninth).padStart(8),
        String(level.longest).padStart(8),
        percent(level.long).padStart(8),
        percent(level.foreign).padStart(11),
      ].join(' '),
    );
  say();
  for (const { language, sentences, missing } of audio)
    say(`audio ${language}: ${missing} of ${sentences} sentences have no recording`);
  for (const path of outdated) say(`  out of date: ${path}`);
  if (variants.length === 0) say('text in other languages: no lesson has any');
  for (const { language, lessons, texts, missing, outdated: old } of variants)
    say(`text ${language}: ${lessons} lessons, ${missing} of ${texts} texts missing, ${old} out of date`);
  say(`expired ${expired.length}`);
  for (const { id, expires } of expired) say(`  ${id} since ${expires}`);
}

/** One row a competence: how many lessons at the tier asked, `·` where there is none. */
function printCoverage(coverage: ContentReport['coverage']): void {
  const competences = [
    ...new Set(coverage.flatMap(({ cells }) => cells.map(({ competence }) => competence))),
  ];
  for (const { programme, group } of coverage) say(`${group.padEnd(10)} = ${programme ?? NONE}`);
  say(`competence ${coverage.map(({ group }) => group.padStart(13)).join('')}   (tier: lessons)`);
  for (const competence of competences.sort()) {
    const row = coverage.map(({ cells }) => {
      const cell = cells.find((one) => one.competence === competence);
      return (cell ? `${cell.tier}: ${cell.lessons.length || '·'}` : '').padStart(13);
    });
    say(`${competence.padEnd(10)} ${row.join('')}`);
  }
  say(`empty cells ${empty.length}`);
  const named = empty.filter(({ programme }) => programme !== null);
  for (const { programme, competence, tier } of named) say(`  ${programme}: ${competence} at tier ${tier}`);
}

/** One row a competence. Tiers and types that no item has are left out. */
function printBank({ competences, ...all }: BankReport): void {
  const tiers = Object.keys(all.tiers).sort();
  const types = Object.keys(all.types).sort();
  say(`items ${all.items}`);
  say(`  by state: ${listed(all.states)}`);
  say(`  by type: ${listed(all.types)}`);
  say(`  templates ${all.templates}, variants of all items ${all.variants}`);
  const heads = [...tiers.map((tier) => `tier ${tier}`), ...types, 'templates', 'variants', 'live'];
  say(`  competence items ${heads.map((head) => head.padStart(9)).join(' ')}   difficulty`);
  for (const [code, one] of Object.entries({ ...competences, all })) {
    const { live } = one.states;
    const counts = [...tiers.map((tier) => one.tiers[tier]), ...types.map((type) => one.types[type])];
    const cells = [...counts, one.templates, one.variants, live].map((count) =>
      String(count ?? '·').padStart(9),
    );
    const [least, middle, greatest] = one.difficulty.map((value) => value.toFixed(1));
    say(
      `  ${code.padEnd(10)} ${String(one.items).padStart(5)} ${cells.join(' ')}   ${least} … ${middle} … ${greatest}`,
    );
  }
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
