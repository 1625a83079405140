import type { Recommendation } from '../../domain/calibration/recommend.ts';
import { messages } from '../words.ts';

type Say = (key: 'cal.group.age.to-17') => string;

/** How pressing a recommendation is. */
export function toneOf(recommendation: Recommendation): 'info' | 'done' | 'wait' | 'bad' {
  if (recommendation === 'keep') return 'done';
  if (recommendation === 'wait') return 'info';
  return recommendation === 'repair' ? 'bad' : 'wait';
}

/** A group as people call it; one without words, such as a province, by its name. */
export function groupName(by: string, group: string, say: Say): string {
  const key = `cal.group.${by}.${group}`;
  return key in messages.vi ? say(key as 'cal.group.age.to-17') : group;
}
