import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Scene } from './scene.ts';
import type { TaskAct } from './task-act.ts';
import { addAct, playTask, runOf, solveTask, taskScene } from './task.ts';

const shipped = (id: string) =>
  v.parse(
    Scene,
    parse(readFileSync(join(import.meta.dirname, `../../../../content/practice/${id}.yaml`), 'utf8')),
  );
const letters = shipped('bat-chu-to-va-am-luong');
const backup = shipped('sao-luu-va-don-may');
const tap = (at: string): TaskAct => ({ do: 'tap', at });

describe('a task that is marked', () => {
  it('can be done without a wrong turn, whatever names, data and places the seed gives', () => {
    fc.assert(
      fc.property(fc.constantFrom(letters, backup), fc.nat(2_000_000_000), (scene, seed) => {
        const played = taskScene(scene, seed);
        expect(playTask(played, solveTask(played))).toMatchObject({ isDone: true, traps: 0, hints: 0 });
      }),
      { numRuns: 20 },
    );
  });

  it('is not done by part of the way, and tells wrong turns and hints', () => {
    const acts = solveTask(letters);
    expect(playTask(letters, acts.slice(0, -1))).toMatchObject({ isDone: false });
    expect(playTask(letters, [])).toMatchObject({ isDone: false, acts: 0 });
    const astray: TaskAct[] = [tap('cai-dat'), tap('may-bay'), { do: 'repair' }, { do: 'back' }, ...acts];
    expect(playTask(letters, astray)).toMatchObject({ isDone: true, traps: 1, met: ['che-do-may-bay'] });
    expect(playTask(letters, [{ do: 'hint' }, ...acts])).toMatchObject({ isDone: true, hints: 1, traps: 0 });
  });

  it.each<[string, TaskAct[]]>([
    ['a tap on what is not there yet', [tap('chuong-more')]],
    ['the last acts alone', solveTask(letters).slice(-2)],
    ['acts of another scene', solveTask(backup)],
    ['a repair without a wrong turn', [{ do: 'repair' }]],
    ['an undo at the beginning', [{ do: 'undo' }]],
    ['acts after the end', [...solveTask(letters), { do: 'back' }]],
  ])('knows that nobody can have done %s', (_, acts) => {
    expect(playTask(letters, acts)).toBeUndefined();
  });

  it('is never marked with what could be somebody’s own number', () => {
    const wifi = shipped('ket-noi-wifi');
    const acts = solveTask(wifi);
    const place = acts.findIndex((one) => one.do === 'tap' && one.typed !== undefined);
    const own = acts.with(place, {
      ...(acts[place] as Extract<TaskAct, { do: 'tap' }>),
      typed: '0912345678',
    });
    expect(playTask(wifi, own)).toBeUndefined();
  });

  it('keeps of what is typed into a field only the last', () => {
    const digits = ['1', '12', '123'].map((typed): TaskAct => ({ do: 'tap', at: 'ma', typed }));
    const acts = digits.reduce<TaskAct[]>((sum, one) => addAct(sum, one), [tap('x')]);
    expect(acts).toEqual([tap('x'), { do: 'tap', at: 'ma', typed: '123' }]);
    expect(addAct(acts, tap('ma'))).toHaveLength(3);
  });

  it('goes on after a reload from where the kept acts lead', () => {
    const acts = solveTask(letters);
    expect(runOf(letters, acts.slice(0, 3))?.at.values.size).toBe('to');
    expect(runOf(letters, [tap('gibt-es-nicht')])).toBeUndefined();
  });
});
