import type { IconName } from '#ui/icon/icons.ts';
import { MODES, type Mode } from '../domain/mode.ts';

export const modeIcons: Readonly<Record<Mode, IconName>> = {
  watch: 'eye',
  'with-me': 'people',
  alone: 'phone',
  changed: 'refresh',
  'for-real': 'star',
};

/** How addresses name the modes. */
export const modePaths: Readonly<Record<Mode, string>> = {
  watch: 'xem',
  'with-me': 'lam-cung',
  alone: 'tu-lam',
  changed: 'doi-khac',
  'for-real': 'may-that',
};

/** The modes of a scene, from most help to none. */
export const modesOf = (hasForReal: boolean): readonly Mode[] =>
  hasForReal ? MODES : MODES.filter((mode) => mode !== 'for-real');

/** What to do after a mode; undefined after the last. */
export function modeAfter(mode: Mode, hasForReal: boolean): Mode | undefined {
  const modes = modesOf(hasForReal);
  return modes[modes.indexOf(mode) + 1];
}

/** The mode that an address names; undefined for none of this scene. */
export const readMode = (path: string, hasForReal: boolean): Mode | undefined =>
  modesOf(hasForReal).find((mode) => modePaths[mode] === path);
