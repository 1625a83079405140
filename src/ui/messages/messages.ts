import en from './en.json' with { type: 'json' };
import vi from './vi.json' with { type: 'json' };

/** Words of the design system itself. */
export const messages = { vi, en };
