import en from '../../domain/materials/messages/en.json';
import vi from '../../domain/materials/messages/vi.json';

export const messages = { vi, en };
