export * from './domain/account-contract.ts';
export * from './domain/audit-contract.ts';
export { ConsentText } from './domain/consent.ts';
export * from './domain/contract.ts';
export * from './domain/passkey-contract.ts';
export * from './domain/staff-contract.ts';
export { roles, TOP_UNIT, type Role } from './domain/roles.ts';
export { safeReturnTo } from './domain/return-to.ts';
