/** Invented data that a scene hands out: the only numbers that may be typed into it. */
export type Slip = Readonly<Record<string, { readonly label: string; readonly value: string }>>;

export interface Filling {
  readonly values: Readonly<Record<string, boolean | number | string>>;
  readonly slip: Slip;
  /** Words for the values of a choice, by variable. */
  readonly labels?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const PLACE = /\{(slip\.)?([\w-]+)(\|money|\|dots)?\}/g;

/**
 * Puts values into a text: `{amount}` a variable, `{slip.amount}` a line of the slip, `{amount|money}` digits as
 * 45.000 đồng, `{code|dots}` as many dots as there are signs. A place that names nothing stays as it is.
 */
export function fill(text: string, { values, slip, labels }: Filling): string {
  return text.replace(PLACE, (whole, ofSlip: string | undefined, name: string, as: string | undefined) => {
    const value = ofSlip ? slip[name]?.value : values[name];
    if (value === undefined) return whole;
    const said = String(value);
    if (as === '|money') return said === '' ? '0 đồng' : `${said.replace(/\B(?=(\d{3})+(?!\d))/g, '.')} đồng`;
    if (as === '|dots') return '•'.repeat(said.length);
    return (ofSlip ? undefined : labels?.[name]?.[said]) ?? said;
  });
}

/** What a text asks for: names of variables and of lines of the slip. */
export function placesIn(text: string): { variables: string[]; slip: string[] } {
  const places = [...text.matchAll(PLACE)];
  return {
    variables: places.filter((place) => !place[1]).map((place) => place[2]!),
    slip: places.filter((place) => place[1]).map((place) => place[2]!),
  };
}
