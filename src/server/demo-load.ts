import {
  randomFor,
  removeDemoTests,
  takeDemoTests,
  watchDemoTests,
  type DemoTest,
} from '#modules/assessment/server.ts';
import { deleteDemoBudgets } from '#modules/budgets/server.ts';
import {
  insertDemoCredentials,
  removeDemoCredentials,
  type DemoCredential,
  type DemoRevocation,
} from '#modules/credentials/server.ts';
import { deleteDemoEmulation } from '#modules/emulation/server.ts';
import {
  createDemoStaff,
  DEMO_PASSWORD,
  insertDemoConsents,
  insertDemoPeople,
  listSynthetic,
  listVisited,
  markTrialResidents,
} from '#modules/identity/server.ts';
import { insertDemoLearning, libraryOf, removeDemoLearning } from '#modules/learning/server.ts';
import { countDemoPeople, insertDemoPopulations, removeDemoCounting } from '#modules/movement/server.ts';
import { treeOf } from '#modules/organisations/server.ts';
import { insertDemoReports, removeDemoReports } from '#modules/reporting/server.ts';
import { deleteDemoRequests } from '#modules/requests/server.ts';
import type { Services } from '#platform/http/context.ts';
import { modules } from './compose.ts';
import { inventPopulations } from './demo-populations.ts';
import { persona } from './demo-persona.ts';
import {
  makeIdAt,
  makeLives,
  shareOut,
  WEEKS,
  withHurriedEvening,
  type DemoCommune,
  type DemoLife,
} from './demo-plan.ts';
import type { Say } from './root.ts';

const NATION = 1;
export const DEMO_PROVINCE = 1040;
/** Wards of Vinh, with the most learners; the first is the one whose officer a visitor may be. */
const BUSIEST = [
  'Phường Trường Vinh',
  'Phường Thành Vinh',
  'Phường Vinh Hưng',
  'Phường Vinh Phú',
  'Phường Cửa Lò',
];
const REVOKED = [
  { reason: 'test-irregular', note: 'Bài làm trùng với bài của người khác trên cùng một máy' },
  { reason: 'wrong-person', note: 'Người khác làm bài thay' },
  { reason: 'issued-by-mistake', note: '' },
  { reason: 'holder-request', note: 'Người được cấp đề nghị' },
] as const;

/** Everything invented, in the order in which it would have happened. The database holds none of it before. */
export async function fillDemo(services: Services, say: Say): Promise<void> {
  const started = performance.now();
  const now = services.now();
  const tree = await treeOf(services.db);
  const communes: DemoCommune[] = [...tree.descendants(DEMO_PROVINCE, 'commune')];
  if (communes.length === 0)
    return say('Demo data: province 1040 is not in the list of units; nothing loaded.');
  const shares = shareOut(communes, BUSIEST);
  const first = communes.find((one) => one.name === BUSIEST[0]) ?? communes[0]!;
  const officer = services.newId();
  const clerk = services.newId();
  await addStaff(services, first.id, officer, clerk);

  const { summaries } = libraryOf(services.content());
  const lessons =
    summaries.find((one) => one.kind === 'programme' && one.group === 'citizens')?.lessons ?? [];
  const many = withHurriedEvening(makeLives(communes, shares, lessons, now), first.id, now);
  const lives = [...many, persona(first, lessons, now)];
  await insertDemoPeople(services, lives);
  say(`Demo data: ${lives.length} invented people…`);
  await addLearning(services, lives);
  const tests = await addTests(services, lives, now);
  say(`Demo data: ${tests.length} tests…`);
  const confirmed = await addCredentials(services, lives, tests, officer, now);
  await insertDemoPopulations(
    services,
    DEMO_PROVINCE,
    inventPopulations(DEMO_PROVINCE, NATION, communes, shares),
  );
  const counted = await countDemoPeople(services);
  const chance = randomFor('demo', 'reports');
  await insertDemoReports(services, { province: DEMO_PROVINCE, first: first.id, by: clerk, chance });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`Demo data: ${confirmed} confirmations, ${counted} people counted, loaded in ${seconds} s.`);
}

/**
 * Takes everything away that `fillDemo` may have written, however far it came, and what visitors did as invented people.
 *
 * @param services with the owner's rights
 */
export async function emptyDemo(services: Services, since: Date): Promise<void> {
  await markTrialResidents(services);
  const people = await listSynthetic(services.db);
  const ids = people.map(({ personId }) => personId);
  await services.db.transaction().execute(async (tx) => {
    for (const take of [deleteDemoRequests, deleteDemoBudgets, deleteDemoEmulation]) await take(tx, ids);
  });
  await removeDemoReports(services, people);
  await removeDemoCredentials(services, people);
  await removeDemoTests(services, people);
  await removeDemoLearning(services, people);
  // Whatever else a module holds of a person, only those have who were really used.
  for (const person of await listVisited(services.db))
    await services.db.transaction().execute(async (tx) => {
      for (const module of [...modules].reverse()) await module.erasePerson?.(tx, person);
    });
  // Last: it counts who is left.
  await removeDemoCounting(services, people, since);
}

async function addStaff(services: Services, commune: number, officer: string, clerk: string): Promise<void> {
  const staff = [
    { login: 'tinh', name: 'Lãnh đạo tỉnh mẫu', role: 'leader', unitId: DEMO_PROVINCE },
    { login: 'bientap', name: 'Biên tập viên mẫu', role: 'content-editor', unitId: DEMO_PROVINCE },
    { login: 'duyetbai', name: 'Người duyệt bài mẫu', role: 'content-editor', unitId: DEMO_PROVINCE },
    {
      login: 'tonghop',
      name: 'Cán bộ tổng hợp tỉnh mẫu',
      role: 'clerk',
      unitId: DEMO_PROVINCE,
      personId: clerk,
    },
    { login: 'xa', name: 'Cán bộ xã, phường mẫu', role: 'clerk', unitId: commune },
    { login: 'chutich', name: 'Lãnh đạo xã, phường mẫu', role: 'leader', unitId: commune },
    {
      login: 'khaothi',
      name: 'Cán bộ khảo thí mẫu',
      role: 'assessment-officer',
      unitId: DEMO_PROVINCE,
      personId: officer,
    },
  ] as const;
  for (const { role, unitId, ...one } of staff)
    await createDemoStaff(services, { ...one, password: DEMO_PASSWORD, grants: [{ role, unitId }] });
}

async function addLearning(services: Services, lives: readonly DemoLife[]): Promise<void> {
  const chance = randomFor('demo', 'learning');
  const lessons = lives.flatMap((life) =>
    life.lessons.map((lesson) => ({
      partKey: life.partKey,
      personId: life.personId,
      ...lesson,
      secondsAStep: life.elder ? 44 : 19,
      right: 1 / (1 + Math.exp(-(life.ability + 0.8))),
      tappedBy: life.elder && chance() < 0.3 ? ('helper' as const) : ('learner' as const),
    })),
  );
  await insertDemoLearning(services, lessons, chance, makeIdAt('learning'));
}

async function addTests(services: Services, lives: readonly DemoLife[], now: Date): Promise<DemoTest[]> {
  const takers = lives.flatMap((life) => {
    const { testAt, elder, hurried } = life;
    if (!testAt) return [];
    const secondsAnAnswer = hurried ? 3 : elder ? 52 : 27;
    return [{ ...life, at: testAt, secondsAnAnswer, deviceKey: hurried ? 'demo-one-phone' : '' }];
  });
  const tests = await takeDemoTests(services, takers, now, makeIdAt('tests'));
  await watchDemoTests(services);
  return tests;
}

async function addCredentials(
  services: Services,
  lives: readonly DemoLife[],
  tests: readonly DemoTest[],
  officer: string,
  now: Date,
): Promise<number> {
  const byId = new Map(lives.map((life) => [life.personId, life]));
  const since = new Date(now.getTime() - (WEEKS + 1) * 7 * 86_400_000);
  const passed = tests.flatMap(({ outcome, ...test }): (DemoCredential & { life: DemoLife })[] => {
    const life = byId.get(test.personId)!;
    if (outcome?.verdict !== 'passed') return [];
    const minutes = life.agreesAfterMinutes;
    const at = minutes === undefined ? Infinity : outcome.finishedAt.getTime() + minutes * 60_000;
    return [
      {
        ...test,
        name: life.name,
        outcome,
        issuedAt: at < now.getTime() - 60_000 ? new Date(at) : null,
        life,
      },
    ];
  });
  const idAt = makeIdAt('credentials');
  await insertDemoConsents(
    services,
    passed.flatMap(({ partKey, personId, issuedAt, life }) =>
      issuedAt
        ? ['confirmation', ...(life.showsName ? ['public-verification-name'] : [])].map((purpose) => {
            const at = new Date(issuedAt.getTime() - 2_000);
            return { partKey, personId, id: idAt(at), purpose, version: '1', given: true, at };
          })
        : [],
    ),
  );
  return insertDemoCredentials(services, revokeSome(passed, officer, now), since, idAt);
}

/** Every hundredth or so was taken back some days later. */
function revokeSome(passed: readonly DemoCredential[], by: string, now: Date): DemoCredential[] {
  return passed.map((one, index) => {
    const at = one.issuedAt && one.issuedAt.getTime() + (3 + (index % 5)) * 86_400_000;
    if (index % 97 !== 50 || !at || at > now.getTime()) return one;
    const revoked: DemoRevocation = {
      at: new Date(at),
      ...REVOKED[Math.floor(index / 97) % REVOKED.length]!,
      by,
    };
    return { ...one, revoked };
  });
}
