import type { DemoCommune, DemoLife } from './demo-plan.ts';
import { makeIdAt } from './demo-plan.ts';
import { demoResidents } from './demo-provider-pages.ts';

/** Which of the trial provider's residents has been here before. */
export const PERSONA = demoResidents.find((one) => one.subject === 'mau-5')!;
const DAY = 86_400_000;

/** Somebody a visitor may be who has a certificate already, and stands in the middle of a lesson. */
export function persona(home: DemoCommune, lessons: readonly string[], now: Date): DemoLife {
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  const { number, name, born } = PERSONA;
  const taken = lessons.slice(0, 4).map((lesson, index, all) => ({
    lesson,
    at: ago(21 - 5 * index),
    share: index === all.length - 1 ? 0.5 : 1,
  }));
  return {
    partKey: home.partKey,
    personId: makeIdAt('persona')(ago(21)),
    name,
    birthDate: `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}`,
    homeUnitId: home.id,
    createdAt: ago(21),
    nationalId: number,
    ability: 2.6,
    elder: false,
    lessons: taken,
    testAt: ago(9),
    againAfterHours: [12, 12],
    agreesAfterMinutes: 4,
    showsName: true,
    seed: 'binh-dan-hoc-vu-so/persona',
  };
}
