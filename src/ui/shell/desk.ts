import type { IconName } from '#ui/icon/icons.ts';

/** One entry of a staff member's side navigation. */
export interface DeskItem {
  readonly href: string;
  readonly label: string;
  /** The heading that it stands below; entries of a heading follow each other. */
  readonly group?: string;
  /** Pages elsewhere that belong to it: it is marked while one of them is open. */
  readonly also?: readonly string[];
  readonly icon?: IconName;
  readonly badge?: { readonly text: string; readonly tone: 'info' | 'done' | 'wait' | 'bad' };
}

/** What a `load` under `/ban-lam-viec` gives as `desk`, so that the shell can be drawn. */
export interface Desk {
  readonly place: string;
  readonly items: readonly DeskItem[];
  readonly person?: string;
  /** Where signing out is posted. */
  readonly signOut?: string;
}
