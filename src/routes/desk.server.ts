import { PRINTERS } from '#modules/credentials/index.ts';
import { getMe, JOIN_ROLES, MENTOR_ROLES, type Me } from '#modules/identity/index.ts';
import { RESULT_READERS } from '#modules/interop/index.ts';
import { getUnit } from '#modules/organisations/index.ts';
import { call } from '#platform/client/call.ts';
import type { Language } from '#platform/client/words.ts';
import type { IconName } from '#ui/icon/icons.ts';
import type { Desk, DeskItem } from '#ui/shell/desk.ts';
import { messages } from './messages/messages.ts';

type Words = Readonly<Record<keyof typeof messages.vi, string>>;
type Roles = readonly string[] | 'any';

/** The headings of the navigation, in their order. */
export const groups = ['figures', 'work', 'learning', 'tests', 'confirming', 'running'] as const;
export type Group = (typeof groups)[number];

interface Entry {
  readonly path: string;
  /** The heading that it stands below; the first entry stands above all. */
  readonly group: Group | null;
  readonly word: keyof typeof messages.vi;
  readonly icon: IconName;
  /** Who has use for it; the page itself asks again. */
  readonly roles: Roles;
}

const entries: readonly Entry[] = [
  { path: '/ban-lam-viec', group: null, word: 'desk.overview', icon: 'home', roles: 'any' },
  {
    path: '/quan-tri/nguoi-dung',
    group: 'running',
    word: 'desk.people',
    icon: 'key',
    roles: ['administrator'],
  },
  {
    path: '/quan-tri/don-vi',
    group: 'running',
    word: 'desk.units',
    icon: 'building',
    roles: ['administrator'],
  },
  {
    path: '/quan-tri/giay',
    group: 'confirming',
    word: 'desk.credentials',
    icon: 'certificate',
    roles: ['assessment-officer', 'administrator'],
  },
  {
    path: '/quan-tri/he-thong',
    group: 'confirming',
    word: 'desk.receivers',
    icon: 'link',
    roles: ['administrator'],
  },
  { path: '/quan-tri/nhat-ky', group: 'running', word: 'desk.audit', icon: 'list', roles: ['administrator'] },
  { path: '/can-bo/bao-mat', group: 'running', word: 'desk.security', icon: 'shield', roles: 'any' },
];

/** Who writes lessons of a unit, and who signs them off. */
export const LESSON_ROLES = ['content-editor', 'leader'] as const;

/** Who looks after the questions of the test. */
export const TEST_ROLES = ['assessment-officer', 'administrator'] as const;

/** Who watches over a test at a place. */
export const SITTING_ROLES = ['assessment-officer', 'teacher', 'clerk'] as const;

/** Who explains what is unusual in tests, and who decides about it. */
export const SIGNAL_ROLES = ['clerk', 'leader', 'assessment-officer', 'administrator'] as const;

/** Who gives tasks, works on them, and reads of them. */
export const TASK_ROLES = ['clerk', 'leader', 'administrator'] as const;

/** Who reads figures: those of the module that gives them. */
export const FIGURE_ROLES = ['clerk', 'leader', 'administrator', 'assessment-officer'] as const;

/** Who enters, sends and receives reports. */
export const REPORT_ROLES = ['clerk', 'leader', 'administrator'] as const;

/** Whether somebody has one of these roles anywhere. */
export const holds = ({ grants }: Me, roles: Roles): boolean =>
  grants.some(({ role }) => (roles === 'any' ? role !== 'learner' : roles.includes(role)));

/** Pages of a unit that only some roles have use for, in the order of the navigation. */
export const unitPages: readonly (Omit<Entry, 'path' | 'roles'> & {
  page: string;
  roles: readonly string[];
  /** Pages that are reached from this one and have no entry of their own. */
  also?: readonly string[];
})[] = [
  { page: 'xu-huong', group: 'figures', word: 'desk.trend', icon: 'chart', roles: FIGURE_ROLES },
  { page: 'so-sanh', group: 'figures', word: 'desk.similar', icon: 'people', roles: FIGURE_ROLES },
  { page: 'nganh', group: 'figures', word: 'desk.sector', icon: 'building', roles: TASK_ROLES },
  { page: 'so-lieu-nhan', group: 'figures', word: 'desk.received', icon: 'mail', roles: FIGURE_ROLES },
  { page: 'nhiem-vu', group: 'work', word: 'desk.tasks', icon: 'list', roles: TASK_ROLES },
  { page: 'bao-cao', group: 'work', word: 'desk.reports', icon: 'document', roles: REPORT_ROLES },
  { page: 'dung-han', group: 'work', word: 'desk.timeliness', icon: 'clock', roles: REPORT_ROLES },
  {
    page: 'yeu-cau',
    group: 'work',
    word: 'desk.requests',
    icon: 'chart',
    roles: REPORT_ROLES,
    also: ['ganh-nang'],
  },
  { page: 'kien-nghi', group: 'work', word: 'desk.tickets', icon: 'question', roles: REPORT_ROLES },
  { page: 'du-toan', group: 'work', word: 'desk.budget', icon: 'list', roles: TASK_ROLES },
  {
    page: 'sang-kien',
    group: 'work',
    word: 'desk.initiatives',
    icon: 'star',
    roles: REPORT_ROLES,
    also: ['khen-thuong'],
  },
  { page: 'van-ban-den', group: 'work', word: 'desk.incoming', icon: 'mail', roles: TASK_ROLES },
  {
    page: 'bai-hoc',
    group: 'learning',
    word: 'desk.lessons',
    icon: 'edit',
    roles: LESSON_ROLES,
    also: ['bai-tap', 'chuong-trinh'],
  },
  { page: 'khoa-hoc-ngoai', group: 'learning', word: 'desk.outside', icon: 'upload', roles: LESSON_ROLES },
  { page: 'nguoi-hoc', group: 'learning', word: 'desk.mentees', icon: 'people', roles: MENTOR_ROLES },
  { page: 'cau-hoi', group: 'tests', word: 'desk.questions', icon: 'chart', roles: TEST_ROLES },
  { page: 'buoi-kiem-tra', group: 'tests', word: 'desk.sittings', icon: 'eye', roles: SITTING_ROLES },
  { page: 'de-giay', group: 'tests', word: 'desk.papers', icon: 'document', roles: SITTING_ROLES },
  {
    page: 'khieu-nai',
    group: 'tests',
    word: 'desk.appeals',
    icon: 'question',
    roles: ['assessment-officer'],
  },
  { page: 'cau-hoi-hong', group: 'tests', word: 'desk.marks', icon: 'warning', roles: TEST_ROLES },
  { page: 'quy-tac', group: 'tests', word: 'desk.rules', icon: 'settings', roles: TEST_ROLES },
  { page: 'dau-hieu', group: 'tests', word: 'desk.signals', icon: 'flag', roles: SIGNAL_ROLES },
  { page: 'gop-tai-khoan', group: 'confirming', word: 'desk.joinings', icon: 'people', roles: JOIN_ROLES },
  { page: 'in-giay', group: 'confirming', word: 'desk.printing', icon: 'print', roles: PRINTERS },
  { page: 'ket-qua', group: 'confirming', word: 'desk.results', icon: 'download', roles: RESULT_READERS },
  { page: 'kiem-lai', group: 'tests', word: 'desk.rechecks', icon: 'check', roles: ['assessment-officer'] },
];

/** Where an entry of a unit leads, and what else belongs to it. */
export const placesOf = (unitId: number, page: string, also: readonly string[] = []) => ({
  href: `/ban-lam-viec/${unitId}${page && `/${page}`}`,
  also: also.map((other) => `/ban-lam-viec/${unitId}/${other}`),
});

/** The heading of an entry, in words. */
export const headed = (group: Group | null, words: Words): { readonly group?: string } =>
  group === null ? {} : { group: words[`desk.group.${group}`] };

/** Entries in the order of their headings, otherwise as they came. */
export function inGroups(items: readonly DeskItem[], words: Words): readonly DeskItem[] {
  const order = groups.map((group) => words[`desk.group.${group}`]);
  const placeOf = ({ group }: DeskItem) => (group === undefined ? -1 : order.indexOf(group));
  return items.toSorted((one, two) => placeOf(one) - placeOf(two));
}

/** The same navigation on every staff page: what this person's roles have use for. */
export async function deskOf(me: Me, language: Language, fetcher: typeof fetch): Promise<Desk> {
  const words = messages[language];
  const first = me.grants.find(({ role }) => role !== 'learner');
  const unit = first && (await call(getUnit, { params: { unit: first.unitId } }, fetcher).catch(() => null));
  const ofUnits = unitPages.flatMap(({ page, group, word, icon, roles }) => {
    const grant = me.grants.find(({ role }) => roles.includes(role));
    return grant
      ? [{ href: `/ban-lam-viec/${grant.unitId}/${page}`, ...headed(group, words), label: words[word], icon }]
      : [];
  });
  const own = entries
    .filter(({ roles }) => holds(me, roles))
    .map(({ path, group, word, icon }) => ({
      href: path,
      ...headed(group, words),
      label: words[word],
      icon,
    }));
  return {
    place: unit?.name ?? words['desk.place'],
    items: inGroups([...own, ...ofUnits], words),
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
