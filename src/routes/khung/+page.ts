/**
 * A page with nothing in it but the program: the service worker gives it for a lesson that is kept on the device, and
 * the program then shows whatever address was asked for.
 */
export const ssr = false;
