import { describe, expect, test } from 'vitest';
import { engine } from '#modules/plans/index.ts';
import { ratio, samples, seedFolder, seeds, type ReadByPerson } from '../../tools/plan-gold.ts';

const { foldSame, readPlan, sameUnits, scorePlan, similarity, wordsAt } = engine;
const LEAST = [
  ['targets', 0.97],
  ['tasks', 0.97],
  ['task: lead', 0.95],
  ['task: coordinating', 0.95],
  ['task: deadline', 0.95],
  ['header: issuer', 0.95],
  ['header: number', 0.95],
  ['header: date', 0.95],
  ['legal bases', 0.95],
] as const;

function hold(plans: readonly ReadByPerson[]): void {
  const sums: engine.Scores = {};
  const misses: string[] = [];
  for (const { name, text, gold } of plans) {
    const scored = scorePlan(text, readPlan(text), gold);
    misses.push(...scored.misses.map((miss) => `${name}: ${miss}`));
    for (const [field, { right, wanted, read }] of Object.entries(scored.scores)) {
      const sum = (sums[field] ??= { right: 0, wanted: 0, read: 0 });
      sum.right += right;
      sum.wanted += wanted;
      sum.read += read;
    }
  }
  for (const [field, least] of LEAST) {
    const { right, wanted, read } = sums[field] ?? { right: 0, wanted: 0, read: 0 };
    expect(
      Math.min(ratio(right, wanted), ratio(right, read)),
      `${field}\n${misses.join('\n')}`,
    ).toBeGreaterThanOrEqual(least);
  }
}

describe('plans written for this project, in nine layouts', () => {
  test('what a person reads in them is read', () => {
    const plans = samples();
    expect(plans.length).toBeGreaterThanOrEqual(8);
    hold(plans);
  });

  test('typed without diacritics a plan gives the same tasks', () => {
    for (const { name, text } of samples()) {
      const clean = readPlan(text);
      const plain = readPlan(
        text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D'),
      );
      const facts = ({ tasks }: engine.PlanReading) =>
        tasks.map(({ number, lead, deadline }) => [
          number,
          lead && foldSame(lead.text),
          deadline?.kind,
          deadline?.due,
        ]);
      expect(facts(plain), name).toEqual(facts(clean));
    }
  });

  test('a plan in decomposed letters is the same plan, with places in its own text', () => {
    const text = samples().find(({ name }) => name === 'xa-danh-so')?.text ?? '';
    const loose = text.normalize('NFD');
    const read = readPlan(loose);
    expect(read.tasks.map(({ title }) => title.text)).toEqual(
      readPlan(text).tasks.map(({ title }) => title.text),
    );
    for (const { title } of read.tasks) expect(wordsAt(loose, title.spans)).toBe(title.text);
  });
});

const folder = seedFolder();
describe.skipIf(!folder)(`public plans${folder ? '' : ' (not at hand: PLAN_SEEDS names no folder)'}`, () => {
  const plans = folder ? seeds(folder) : [];
  const named = (part: string) =>
    plans.find(({ gold }) => gold.source.startsWith(part) && !gold.source.includes('.ocr.'));

  test('what a person reads in them is read', () => hold(plans));

  test('a scan that lost its diacritics gives the tasks of the clean text', () => {
    const clean = named('so-khcn-hai-phong');
    const scan = plans.find(({ gold }) => gold.source.includes('.ocr.'));
    if (!clean || !scan) return;
    const [right, read] = [readPlan(clean.text), readPlan(scan.text)];
    expect(read.scanned).toBe(true);
    expect(right.scanned).toBe(false);
    expect(read.tasks.map(({ number }) => number)).toEqual(right.tasks.map(({ number }) => number));
    right.tasks.forEach((task, index) => {
      const other = read.tasks[index];
      expect(
        similarity(foldSame(task.title.text), foldSame(other?.title.text ?? '')),
        task.number,
      ).toBeGreaterThanOrEqual(0.8);
      expect(sameUnits(task.lead?.text ?? '', other?.lead?.text ?? ''), task.number).toBe(true);
      expect(sameUnits(task.coordinating?.text ?? '', other?.coordinating?.text ?? ''), task.number).toBe(
        true,
      );
      expect([other?.deadline?.kind, other?.deadline?.from, other?.deadline?.due]).toEqual([
        task.deadline?.kind,
        task.deadline?.from,
        task.deadline?.due,
      ]);
      expect(other?.doubts).toContain('scanned');
    });
    // Only the scan has the sheet's head: what the clean text lacks is not guessed.
    expect([read.header.number?.text, right.header.number]).toEqual(['179/KH-SKHCN', null]);
    expect([read.header.date?.iso, right.header.date]).toEqual(['2025-09-19', null]);
  });
});
