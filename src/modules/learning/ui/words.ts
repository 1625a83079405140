import en from '../messages/en.json';
import vi from '../messages/vi.json';

export const messages = { vi, en };

export interface BothWords {
  readonly vi: string;
  readonly en: string;
}
