export { reasons, type Reason } from './domain/attention.ts';
export * from './domain/contract.ts';
export * from './domain/evidence-contract.ts';
export { cells, type Cell, type Cube } from './domain/cube.ts';
export * from './domain/glance-contract.ts';
export * from './domain/incoming-contract.ts';
export { groups, type Group } from './domain/groups.ts';
export * from './domain/reminder-contract.ts';
export { itemStates, type Act, type ItemState } from './domain/item.ts';
