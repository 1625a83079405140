import { getMe, type Me } from '#modules/identity/index.ts';
import { getUnit } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import type { Language } from '#platform/client/words.ts';
import type { IconName } from '#ui/icon/icons.ts';
import type { Desk } from '#ui/shell/desk.ts';
import { messages } from './messages/messages.ts';

type Roles = readonly string[] | 'any';
interface Entry {
  readonly path: string;
  readonly word: keyof typeof messages.vi;
  readonly icon: IconName;
  /** Who has use for it; the page itself asks again. */
  readonly roles: Roles;
}

const entries: readonly Entry[] = [
  { path: '/ban-lam-viec', word: 'desk.overview', icon: 'home', roles: 'any' },
  { path: '/quan-tri/nguoi-dung', word: 'desk.people', icon: 'key', roles: ['administrator'] },
  { path: '/quan-tri/don-vi', word: 'desk.units', icon: 'building', roles: ['administrator'] },
  {
    path: '/quan-tri/giay',
    word: 'desk.credentials',
    icon: 'certificate',
    roles: ['assessment-officer', 'administrator'],
  },
  { path: '/quan-tri/nhat-ky', word: 'desk.audit', icon: 'list', roles: ['administrator'] },
  { path: '/can-bo/bao-mat', word: 'desk.security', icon: 'shield', roles: 'any' },
];

/** Who writes lessons of a unit, and who signs them off. */
export const LESSON_ROLES = ['content-editor', 'leader'] as const;

/** Who looks after the questions of the test. */
export const TEST_ROLES = ['assessment-officer', 'administrator'] as const;

/** Who explains what is unusual in tests, and who decides about it. */
export const SIGNAL_ROLES = ['clerk', 'leader', 'assessment-officer', 'administrator'] as const;

/** Whether somebody has one of these roles anywhere. */
export const holds = ({ grants }: Me, roles: Roles): boolean =>
  grants.some(({ role }) => (roles === 'any' ? role !== 'learner' : roles.includes(role)));

/** The same navigation on every staff page: what this person's roles have use for. */
export async function deskOf(me: Me, language: Language, fetcher: typeof fetch): Promise<Desk> {
  const words = messages[language];
  const first = me.grants.find(({ role }) => role !== 'learner');
  const unit = first && (await call(getUnit, { params: { unit: first.unitId } }, fetcher).catch(() => null));
  const writes = me.grants.find(({ role }) => LESSON_ROLES.some((one) => one === role));
  const lessons = writes && {
    href: `/ban-lam-viec/${writes.unitId}/bai-hoc`,
    label: words['desk.lessons'],
    icon: 'edit' as const,
  };
  const tests = me.grants.find(({ role }) => TEST_ROLES.some((one) => one === role));
  const questions = tests && {
    href: `/ban-lam-viec/${tests.unitId}/cau-hoi`,
    label: words['desk.questions'],
    icon: 'chart' as const,
  };
  const watches = me.grants.find(({ role }) => SIGNAL_ROLES.some((one) => one === role));
  const signals = watches && {
    href: `/ban-lam-viec/${watches.unitId}/dau-hieu`,
    label: words['desk.signals'],
    icon: 'flag' as const,
  };
  const checks = me.grants.find(({ role }) => role === 'assessment-officer');
  const rechecks = checks && {
    href: `/ban-lam-viec/${checks.unitId}/kiem-lai`,
    label: words['desk.rechecks'],
    icon: 'check' as const,
  };
  return {
    place: unit?.name ?? words['desk.place'],
    items: entries
      .filter(({ roles }) => holds(me, roles))
      .flatMap(({ path, word, icon }) => [
        { href: path, label: words[word], icon },
        ...(path === '/ban-lam-viec' && lessons ? [lessons] : []),
        ...(path === '/ban-lam-viec' && questions ? [questions] : []),
        ...(path === '/ban-lam-viec' && signals ? [signals] : []),
        ...(path === '/ban-lam-viec' && rechecks ? [rechecks] : []),
      ]),
    ...(me.name === null ? {} : { person: me.name }),
    signOut: '/can-bo/dang-nhap?/signOut',
  };
}

/** Who asks, with the navigation; nobody when she is not signed in as staff. */
export async function readDesk(
  language: Language,
  fetcher: typeof fetch,
): Promise<{ readonly me: Me; readonly desk: Desk } | undefined> {
  const me = await call(getMe, {}, fetcher);
  return me.signedIn && me.staff ? { me, desk: await deskOf(me, language, fetcher) } : undefined;
}
