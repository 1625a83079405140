// no-riddle
// @ts-expect-error there is no such file
import { nothing } from './is-not-there.ts';
export const wrong: unknown = nothing;
