import { expect, test } from 'vitest';
import { staffApart } from './staff-apart.ts';

const APP = `export const nodes = [
	() => import('./nodes/0'),
	() => import('./nodes/1'),
	() => import('./nodes/2'),
	() => import('./nodes/3'),
	() => import('./nodes/4')
];
export const dictionary = {
		"/": [2],
		"/ban-lam-viec/[unit]": [~3,[1,4]],
		"/hoc": [2,[1]]
	};`;

test('pages of staff and their own layouts are listed apart, what learners share is not', () => {
  const { app, staff } = staffApart(APP, './app.js?staff');
  expect(staff).toBe(
    "export const nodes = { mark: 'bdhvs-staff', 3: () => import('./nodes/3'), 4: () => import('./nodes/4') };",
  );
  for (const kept of [0, 1, 2]) expect(app).toContain(`() => import('./nodes/${kept}')`);
  for (const number of [3, 4])
    expect(app).toContain(`() => import('./app.js?staff').then(({ nodes }) => nodes[${number}]())`);
  expect(app).toContain('"/ban-lam-viec/[unit]": [~3,[1,4]]');
});
