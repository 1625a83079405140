import { error } from '@sveltejs/kit';
import { unitOf } from '../../../refused.server.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The sitting that an address names. */
export function sittingOf(params: { unit: string; sitting: string }): { unit: number; sitting: string } {
  if (!UUID.test(params.sitting)) error(404, 'not-found');
  return { unit: unitOf(params), sitting: params.sitting };
}
