import type { ItemImportView } from '../../domain/exchange-contract.ts';
import type { messages } from '../words.ts';

type Say = (key: keyof typeof messages.vi, params?: Record<string, string>) => string;

/** Where in its file a question stands: “câu 3, dòng 12”. */
export function placeOf(place: ItemImportView['refused'][number]['place'], t: Say): string {
  const said = [
    place.file && t('place.file', { file: place.file }),
    place.question && t('place.question', { question: String(place.question) }),
    place.line && t('place.line', { line: String(place.line) }),
    place.name && `“${place.name}”`,
  ].filter(Boolean);
  return said.join(', ');
}

export const tones = { draft: 'info', review: 'wait', trial: 'wait', live: 'done', retired: 'info' } as const;
