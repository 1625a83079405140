export const label = 'beta';
