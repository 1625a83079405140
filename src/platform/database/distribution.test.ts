import { describe, expect, test } from 'vitest';
import { planDistribution, remainingSteps, type CatalogueTable, type ForeignKey } from './distribution.ts';

const table = (name: string, columns: string[], ...keys: string[][]): CatalogueTable => ({
  name,
  columns,
  keys: keys.map((of, index) => ({ name: `${name}_${index}`, columns: of })),
  triggers: [],
});
const key = (
  from: string,
  columns: string[],
  to: string,
  referencedColumns = columns,
  definition = '',
): ForeignKey => ({ name: 'tie', table: from, columns, references: to, referencedColumns, definition });

const people = table('a.people', ['part_key', 'id'], ['part_key', 'id']);
const units = table('a.units', ['id', 'part_key'], ['id']);
const years = table('a.years', ['year'], ['year']);
const codes = table('a.codes', ['code', 'part_key'], ['code']);
const leases = table('a.leases', ['name'], ['name']);
const rules = { 'a.units': 'reference', 'a.codes': 'code', 'a.leases': 'local' };
const tables = [people, units, years, codes, leases];
const plan = (foreignKeys: ForeignKey[] = [], more: CatalogueTable[] = [], extra = {}) =>
  planDistribution({ tables: [...tables, ...more], foreignKeys }, { ...rules, ...extra });

describe('the plan', () => {
  test('has reference tables first, then what is spread by person, then by a value, then what stays', () => {
    expect(plan()).toEqual({
      faults: [],
      places: [
        { table: 'a.units', place: { kind: 'reference' } },
        { table: 'a.years', place: { kind: 'reference' } },
        { table: 'a.people', place: { kind: 'distributed', column: 'part_key' } },
        { table: 'a.codes', place: { kind: 'distributed', column: 'code' } },
        { table: 'a.leases', place: { kind: 'local' } },
      ],
    });
  });

  const facts = table('a.facts', ['part_key', 'person', 'unit'], ['part_key', 'person']);
  test.each([
    ['to a reference table', key('a.facts', ['unit'], 'a.units', ['id'])],
    [
      'with the part key on both sides',
      key('a.facts', ['part_key', 'person'], 'a.people', ['part_key', 'id']),
    ],
    ['between reference tables', key('a.years', ['year'], 'a.units', ['id'])],
  ])('takes a foreign key %s', (_, tie) => expect(plan([tie], [facts]).faults).toEqual([]));

  test.each([
    ['without the part key', key('a.facts', ['person'], 'a.people', ['id']), 'does not hold the column'],
    [
      'with the part key crossed',
      key('a.facts', ['part_key', 'person'], 'a.people', ['id', 'part_key']),
      'does not hold',
    ],
    ['to a table spread by another value', key('a.facts', ['part_key'], 'a.codes'), 'does not hold'],
    [
      'from a reference table to a spread one',
      key('a.years', ['year'], 'a.people', ['id']),
      'leads from every node',
    ],
    ['to a table of one node', key('a.facts', ['person'], 'a.leases', ['name']), 'ties a table of one node'],
    ['out of the program', key('a.facts', ['person'], 'pgboss.job', ['id']), 'leads out of the program'],
    [
      'that would empty the part key',
      key(
        'a.facts',
        ['part_key', 'person'],
        'a.people',
        ['part_key', 'id'],
        'FOREIGN KEY … ON DELETE SET NULL',
      ),
      'would empty',
    ],
  ])('refuses a foreign key %s', (_, tie, why) =>
    expect(plan([tie], [facts]).faults).toEqual([expect.stringContaining(why)]),
  );

  test('refuses a unique key without the part key, a trigger, a rule for no table or no column', () => {
    expect(plan([], [table('a.bad', ['part_key', 'id'], ['id'])]).faults).toEqual([
      'a.bad: the key a.bad_0 does not hold part_key',
    ]);
    expect(plan([], [{ ...facts, triggers: ['bump'] }]).faults).toEqual(['a.facts has the trigger bump']);
    expect(plan([], [], { 'a.gone': 'reference' }).faults).toEqual(['a.gone has a rule and is no table']);
    expect(plan([], [], { 'a.people': 'hash' }).faults).toEqual(['a.people has no column hash']);
  });
});

describe('what remains', () => {
  const tie = key('a.years', ['year'], 'a.units', ['id']);
  test('is everything at first, and nothing when all is placed', () => {
    const all = plan([tie]);
    const first = remainingSteps(all, { foreignKeys: [tie] }, []);
    expect(first.away).toEqual([tie]);
    expect(first.place.map((one) => [one.table, one.with])).toEqual([
      ['a.units', null],
      ['a.years', null],
      ['a.people', null],
      ['a.codes', null],
    ]);
    expect(remainingSteps(all, { foreignKeys: [tie] }, all.places)).toEqual({
      away: [],
      place: [],
      faults: [],
    });
  });

  test('of a table that came later lies beside those that were spread before, and leaves their keys alone', () => {
    const later = table('a.aaa', ['part_key', 'id'], ['part_key', 'id']);
    const all = plan([tie], [later]);
    const placed = all.places.filter((one) => one.table !== 'a.aaa');
    expect(remainingSteps(all, { foreignKeys: [tie] }, placed)).toEqual({
      away: [],
      faults: [],
      place: [{ table: 'a.aaa', place: { kind: 'distributed', column: 'part_key' }, with: 'a.people' }],
    });
  });

  test('names a table that lies elsewhere', () => {
    const placed = [{ table: 'a.people', place: { kind: 'reference' as const } }];
    expect(remainingSteps(plan(), { foreignKeys: [] }, placed).faults).toEqual([
      'a.people lies whole on every node, planned is spread by part_key',
    ]);
  });
});
