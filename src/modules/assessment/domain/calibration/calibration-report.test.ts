import { describe, expect, it } from 'vitest';
import { randomFor } from '../random.ts';
import { type CalibrationReport, reportingBank, type Sitting } from './calibration-report.ts';
import { invent } from './testing.ts';

function report(...given: Parameters<typeof reportingBank>): CalibrationReport {
  const work = reportingBank(...given);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

describe('the report on a bank', () => {
  const random = randomFor('report', 'test');
  const truth = invent({
    seed: 'report',
    items: 24,
    people: 2400,
    answers: 12,
    // Item 2 has the wrong key; item 5 is harder for older people; item 9 is not as hard as its author thought.
    behaves: (item, index, person) => {
      if (index === 2) return { ...item, discrimination: 0.01, difficulty: -100 };
      return index === 5 && person % 2 === 0 ? { ...item, difficulty: item.difficulty + 1.2 } : item;
    },
  });
  const keyed = truth.rows.map((row, person) =>
    row.map((entry) => {
      if (entry.item !== 2) return entry;
      const knows = random() < 1 / (1 + Math.exp(-1.4 * truth.abilities[person]!));
      return { item: 2, right: !knows && random() < 0.5, option: knows ? 'b' : 'a' };
    }),
  );
  const sittings: Sitting[] = keyed.map((row, person) => ({
    entries: row.map((entry) => (entry.item === 2 ? { ...entry, option: entry.right ? 'a' : 'b' } : entry)),
    period: Math.floor(person / 200),
    groups: { age: person % 2 === 0 ? '60+' : '18-59', region: `r${person % 40}` },
  }));
  const bank = truth.items.map((parameters, index) => ({
    id: `1.1-${String(index).padStart(2, '0')}`,
    parameters: index === 9 ? { ...parameters, difficulty: parameters.difficulty + 1.5 } : parameters,
    ...(index === 2 ? { choices: { options: ['a', 'b'], key: 'a' } } : {}),
  }));
  const found = report(bank, sittings, '2PL');
  const of = (index: number) => found.items[index]!;

  it('says for each item what to do, and why', () => {
    expect(of(2).recommendation).toBe('repair');
    expect(of(2).concerns).toContain('key-suspect');
    expect(of(5).recommendation).toBe('review');
    expect(of(5).differences.map(({ by, group, class: size }) => [by, group, size])).toEqual([
      ['age', expect.any(String), 'C'],
    ]);
    expect(of(9).recommendation).toBe('renumber');
    const others = found.items.filter((_, index) => ![2, 5, 9].includes(index));
    expect(others.filter(({ recommendation }) => recommendation === 'keep').length).toBeGreaterThanOrEqual(
      19,
    );
  });

  it('stands on the scale of the bank, and leaves out groups too small to judge', () => {
    expect(Math.abs(of(9).estimate.difficulty - truth.items[9]!.difficulty)).toBeLessThan(0.3);
    expect(found.link!.anchors).toBeGreaterThan(15);
    expect(found.compared).toEqual({ age: [expect.any(String)] });
    expect(found.converged).toBe(true);
  });

  it('few answers wait', () => {
    const few = report(bank, sittings.slice(0, 100), '2PL');
    expect(few.items.every(({ recommendation }) => recommendation === 'wait')).toBe(true);
    expect(few.link).toBeNull();
  });
});
