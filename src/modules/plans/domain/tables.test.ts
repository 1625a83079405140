import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fourthFridays } from './reader/deadline/weekday.ts';
import { readPlan } from './reader/read-plan.ts';
import { planTables, type PlanTable } from './tables.ts';

const SAMPLES = join(import.meta.dirname, '../../../../tests/plans/samples');
const samples = readdirSync(SAMPLES).filter((name) => name.endsWith('.txt'));
const read = (text: string) => readPlan(text, { fourthFriday: Object.keys(fourthFridays)[0] as never });

const linesOf = ({ columns, rows }: PlanTable) =>
  [
    columns,
    ...rows.map((row) =>
      'cells' in row ? row.cells : [row.number, row.heading, ...columns.slice(2).map(() => '')],
    ),
  ].map((cells) => cells.map((cell) => cell.replaceAll(/\s+/g, ' ')).join('\t'));

const written = (text: string): string => {
  const reading = read(text);
  const { sentences, targets, tasks } = planTables(reading, new Map());
  return [
    'KẾ HOẠCH',
    reading.header.title?.text ?? 'Năm nay',
    'PHỤ LỤC I',
    'CHỈ TIÊU',
    ...sentences,
    ...(targets ? linesOf(targets) : []),
    'PHỤ LỤC II',
    'NHIỆM VỤ',
    ...linesOf(tasks),
  ].join('\n');
};

const taskWords = (text: string) =>
  read(text).tasks.map(({ title, lead, coordinating, deadline, product, content }) => ({
    title: title.text.replace(/[.;]$/, ''),
    content: content?.text.replace(/[.;]$/, '') ?? null,
    lead: lead?.text ?? null,
    coordinating: coordinating?.text ?? null,
    deadline: deadline?.text ?? null,
    due: deadline?.due ?? null,
    product: product?.text ?? null,
  }));

describe('tables written out of a plan', () => {
  test.each(samples)('%s: read again, they give the same tasks', (name) => {
    const text = readFileSync(join(SAMPLES, name), 'utf8');
    expect(taskWords(written(text))).toEqual(taskWords(text));
  });

  test('annexes in tables come back with their numbers, years and headings', () => {
    const text = readFileSync(join(SAMPLES, 'so-phu-luc-bang.txt'), 'utf8');
    const facts = (of: string) => {
      const { tasks, targets } = read(of);
      return {
        tasks: tasks.map(({ number, path, note }) => [number, path, note?.text ?? null]),
        targets: targets.map(({ number, wording, value, operator, year }) => [
          number,
          wording.text,
          value,
          operator,
          year,
        ]),
      };
    };
    expect(facts(written(text))).toEqual(facts(text));
  });
});
