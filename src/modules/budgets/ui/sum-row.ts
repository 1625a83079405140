/** A line of a table of sums. */
export type SumRow = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly planned: number;
  readonly spent: number;
  readonly href?: string;
};
