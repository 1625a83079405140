// oxlint no-restricted-properties, no-restricted-globals
export const now = () => Date.now();
export const chance = () => Math.random();
export const setting = () => process.env['HOME'];
