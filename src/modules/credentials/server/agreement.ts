/** Processing the result to confirm it, and printing the name. */
export const CONFIRMATION = 'confirmation';
/** Showing the name to whoever holds the verification code. */
export const SHOW_NAME = 'public-verification-name';
