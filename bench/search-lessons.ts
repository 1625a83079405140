// Searching the catalogue for what somebody types without diacritics: `node bench/search-lessons.ts`.
// 500 lessons: those of content/, over again under other names. Against one look through the bare folded text.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { buildIndex, Lesson, searchLessons } from '../src/modules/learning/index.ts';
import { fold } from '../src/platform/text/fold.ts';

const LESSONS = 500;
const MARK_MS = 30;
const content = join(import.meta.dirname, '../content');
const shipped = globSync('lessons/*/lesson.yaml', { cwd: content })
  .sort()
  .map((path) => v.parse(Lesson, parse(readFileSync(join(content, path), 'utf8'))));
const lessons = Array.from({ length: LESSONS }, (_, place): Lesson => {
  const lesson = shipped[place % shipped.length]!;
  return place < shipped.length ? lesson : { ...lesson, id: `${lesson.id}-${place}` };
});
const index = buildIndex(lessons);
const bare = lessons.map((lesson) => fold(JSON.stringify(lesson)));

/** Whole titles, their first words, one word of a summary, the beginning of a word, and what no lesson holds. */
const questions = shipped.flatMap(({ title, summary }) => {
  const words = fold(title.vi).split(' ');
  return [
    words.join(' '),
    words.slice(0, 2).join(' '),
    fold(summary.vi).split(' ').at(-1)!,
    words[0]!.slice(0, 2),
    `${words[0]} zzz`,
  ];
});

function timed(ask: (question: string) => unknown): { median: number; p99: number } {
  for (const question of questions) ask(question);
  const times = questions
    .map((question) => {
      const started = performance.now();
      ask(question);
      return performance.now() - started;
    })
    .sort((one, other) => one - other);
  return { median: times[times.length >> 1]!, p99: times[Math.floor(times.length * 0.99)]! };
}

const ours = timed((question) => searchLessons(index, question));
const looked = timed((question) => bare.filter((text) => text.includes(question)));
const found = shipped.filter(({ id, title }) => searchLessons(index, fold(title.vi)).includes(id)).length;
console.log(`${LESSONS} lessons, ${questions.length} questions without diacritics`);
for (const [name, { median, p99 }] of [
  ['search of the catalogue', ours],
  ['one look through the bare text', looked],
] as const)
  console.log(`${name.padEnd(34)} median ${median.toFixed(3)} ms · p99 ${p99.toFixed(3)} ms`);
console.log(`ratio of the medians: ${(ours.median / looked.median).toFixed(2)}`);
console.log(`lessons found by their own title: ${found} of ${shipped.length}`);
const met = ours.p99 < MARK_MS && found === shipped.length;
console.log(met ? `p99 below ${MARK_MS} ms` : `NOT met: p99 below ${MARK_MS} ms, every lesson found`);
process.exitCode = met ? 0 : 1;
