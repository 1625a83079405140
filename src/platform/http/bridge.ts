/** Where the server leaves its API for the built pages in the same process. */
export const API_BRIDGE = Symbol.for('bdhvs.api');
/** Where it leaves a function that tells whether invented data are in the figures. */
export const DEMO_BRIDGE = Symbol.for('bdhvs.demo');
