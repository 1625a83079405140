import type { Practised } from './outcome.ts';

interface Both {
  readonly vi: string;
  readonly en: string;
}
type Domains = readonly { readonly code: string; readonly name: Both }[];

const LEVELS: Readonly<Record<Practised['level'], Both>> = {
  alone: { vi: 'Tự làm trên máy giả lập', en: 'Done alone on a practice phone' },
  changed: { vi: 'Tự làm trên máy giả lập đã đổi', en: 'Done alone on a changed practice phone' },
  witnessed: { vi: 'Làm thật, có người chứng kiến', en: 'Done for real, seen by a witness' },
};
const HELP: readonly Both[] = [
  { vi: 'không gợi ý', en: 'without a hint' },
  { vi: 'có nhắc một lời', en: 'with a nudge' },
  { vi: 'có chỉ chỗ', en: 'with the place shown' },
];
const ORDER: readonly Practised['level'][] = ['witnessed', 'changed', 'alone'];

/** One line for each way it was done, with the domains it was done in; the strongest first. */
export function practiceLines(
  practice: readonly Practised[],
  domains: Domains,
): (Both & { readonly genre: string })[] {
  return ORDER.flatMap((level) =>
    HELP.flatMap((help, rung) => {
      const codes = practice.filter((one) => one.level === level && one.help === rung);
      if (codes.length === 0) return [];
      const names = (language: 'vi' | 'en') =>
        codes
          .map(({ domain }) => domains.find(({ code }) => code === domain)?.name[language] ?? domain)
          .join(', ');
      const lead = (language: 'vi' | 'en') =>
        level === 'witnessed' ? LEVELS[level][language] : `${LEVELS[level][language]}, ${help[language]}`;
      return [{ vi: `${lead('vi')}: ${names('vi')}`, en: `${lead('en')}: ${names('en')}`, genre: level }];
    }),
  );
}

/** How the test was taken, and after it what was done beside answering. */
export function withPractice(taken: Both, practice: readonly Practised[] = [], domains: Domains = []): Both {
  const lines = practiceLines(practice, domains);
  const join = (language: 'vi' | 'en') =>
    [taken[language], ...lines.map((line) => line[language])].join('. ');
  return { vi: join('vi'), en: join('en') };
}
