/** Where the server leaves its API for the built pages in the same process. */
export const API_BRIDGE = Symbol.for('bdhvs.api');
/** Where it leaves a function that tells whether invented data are in the figures. */
export const DEMO_BRIDGE = Symbol.for('bdhvs.demo');
/** Where it leaves the origin of courses made elsewhere, which pages may frame. */
export const PLAY_BRIDGE = Symbol.for('bdhvs.play');
/** Header by which a page says that something it wanted to show could not be read, so that it is not kept. */
export const PARTIAL_PAGE = 'x-bdhvs-partial';
