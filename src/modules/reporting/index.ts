export * from './domain/above-contract.ts';
export * from './domain/contract.ts';
export * from './domain/file-contract.ts';
export * from './domain/write-contract.ts';
export * from './domain/flag-contract.ts';
export * from './domain/timeliness-contract.ts';
export * from './domain/tickets/contract.ts';
export { type TicketStep } from './domain/tickets/ticket.ts';
