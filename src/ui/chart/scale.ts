/** Where a point stands: a number, an ISO day, or (in order) any other words. */
export interface Point {
  readonly x: number | string;
  readonly y: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** For what is wanted or expected, beside what is. */
  readonly dashed?: boolean | undefined;
}

/** Between which values something lies: drawn as a surface, such as a forecast. */
export interface Band {
  readonly name: string;
  readonly points: readonly { readonly x: number | string; readonly low: number; readonly high: number }[];
}

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** All different x of these series and bands in their order, each with its place on the axis. */
export function placeX(series: readonly (Series | Band)[]): Map<number | string, number> {
  const all = [...new Set(series.flatMap((one) => one.points.map((point) => point.x)))];
  const numbers = all.every((x) => typeof x === 'number');
  const days = !numbers && all.every((x) => typeof x === 'string' && DAY.test(x));
  const at = (x: number | string, index: number) =>
    numbers ? (x as number) : days ? Date.parse(x as string) : index;
  const placed = all.map((x, index) => [x, at(x, index)] as const);
  return new Map(placed.sort((one, two) => one[1] - two[1]));
}

/**
 * Round numbers for an axis that holds `highest` and begins at zero: 0, 500, 1000 …
 *
 * @param wanted about how many steps
 */
export function ticks(highest: number, wanted = 4): number[] {
  if (!(highest > 0)) return [0, 1];
  const rough = highest / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => one >= rough * 0.999) ?? power * 10;
  const count = Math.ceil((highest / step) * 0.999999);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
