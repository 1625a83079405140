import en from '../messages/en.json';
import vi from '../messages/vi.json';

export const messages = { vi, en };
