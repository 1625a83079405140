import vi from './messages/vi.json' with { type: 'json' };

type Key = keyof typeof vi;

/** The words of printed and spoken materials: what they are made of is Vietnamese, so they are. */
export const say = (key: Key, params: Readonly<Record<string, string | number>> = {}): string =>
  vi[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));

/** A day as it is written in Vietnam. @param day YYYY-MM-DD */
export const writtenDay = (day: string): string => day.split('-').reverse().join('/');
