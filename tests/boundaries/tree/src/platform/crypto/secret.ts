export const secret = 'not for the browser';
