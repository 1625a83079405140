/** Heard by the page: `detail` is how many things it holds that this phone has no room for and that are not sent. */
export const UNKEPT = 'bdhvs-unkept';
const unkept = new Map<string, number>();

/** @param queue whose things they are */
export function tellUnkept(queue: string, count: number): void {
  if (count === (unkept.get(queue) ?? 0)) return;
  unkept.set(queue, count);
  const detail = [...unkept.values()].reduce((sum, one) => sum + one, 0);
  globalThis.dispatchEvent?.(new CustomEvent(UNKEPT, { detail }));
}
