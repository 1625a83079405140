// domain-is-pure: not even a type.
import type { read } from '../server/read.ts';
export type Wrong = typeof read;
