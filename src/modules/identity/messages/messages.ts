import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };

/** Words of identity's screens and refusals. */
export const messages = { vi, en };
