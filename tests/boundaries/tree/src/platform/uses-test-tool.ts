// no-test-tools
import { assert } from 'fast-check';
export const wrong = assert;
