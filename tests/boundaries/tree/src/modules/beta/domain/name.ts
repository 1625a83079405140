import * as v from 'valibot';
export const name = v.parse(v.string(), 'beta');
