import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };

/** Words of the pages that belong to no module. */
export const messages = { vi, en };
