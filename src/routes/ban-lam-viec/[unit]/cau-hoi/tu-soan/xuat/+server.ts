import { exportUnitItems, itemFormats } from '#modules/assessment/index.ts';
import { error, redirect } from '@sveltejs/kit';
import { unitOf } from '../../../../refused.server.ts';
import type { RequestHandler } from './$types';

/** A form without a script chooses the kind of file in a field; the address of the file has it in its path. */
export const GET: RequestHandler = ({ params, url }) => {
  const format = itemFormats.find((one) => one === url.searchParams.get('format')) ?? error(404, 'not-found');
  const path = exportUnitItems.path.replace(':unit', String(unitOf(params))).replace(':format', format);
  const items = url.searchParams.getAll('items');
  redirect(303, items.length > 0 ? `${path}?${new URLSearchParams({ items: items.join(',') })}` : path);
};
