/** Sending a confirmation to systems outside. */
export const HANDING_ON = 'handing-on';
