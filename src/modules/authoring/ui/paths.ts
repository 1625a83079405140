import type { DraftKindName } from '../domain/content.ts';

const paths: Readonly<Record<DraftKindName, string>> = {
  lesson: 'bai-hoc',
  programme: 'chuong-trinh',
  scene: 'bai-tap',
};

/** Where the drafts of a kind stand. */
export const pathOf = (unit: number, kind: DraftKindName): string => `/ban-lam-viec/${unit}/${paths[kind]}`;
