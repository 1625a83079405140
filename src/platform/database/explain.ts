/** A fault of the surroundings, not of the program: shown as its one line, without a stack. */
export class Obstacle extends Error {}

export const DISK_FULL = 'The disk is full: free some space and start again. Nothing is lost.';

export const isFull = (text: string): boolean =>
  /No space left on device|ENOSPC|could not extend file/i.test(text);

interface SystemError {
  readonly code?: string;
  readonly message?: string;
  readonly path?: string;
  readonly errors?: readonly unknown[];
}

/** What an error of the system or of PostgreSQL means for the person at the keyboard; undefined for our own bugs. */
export function explainSystem(error: unknown): string | undefined {
  const { code, path, message = '' } = (error ?? {}) as SystemError;
  const place = path ? ` (${path})` : '';
  if (isFull(`${code} ${message}`)) return DISK_FULL;
  if (code === 'EDQUOT') return `The disk quota is used up${place}: free some space and start again.`;
  if (code === 'EROFS') return `The disk can only be read${place}: choose another BDHVS_DATA.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `No right to use ${path ?? 'a file'}: it belongs to another user.`;
  if (code === 'EMFILE' || code === 'ENFILE') return 'Too many open files: raise the limit (ulimit -n).';
  if (error instanceof Obstacle) return message;
  return undefined;
}

/** Host, port and name of a database address, never its password. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
  } catch {
    return 'the given address';
  }
}

/**
 * Why a database cannot be used, in one line; undefined when the error says nothing about the address.
 *
 * @param setting which setting named the address
 */
export function explainConnection(
  error: unknown,
  url: string,
  setting: 'DATABASE_URL' | 'DATABASE_APP_URL' = 'DATABASE_URL',
): string | undefined {
  const reason = reasonOf(error, placeOf(url));
  return reason && `${setting}: ${reason}`;
}

function reasonOf(error: unknown, place: string): string | undefined {
  const given = (error ?? {}) as SystemError;
  const first = (given.errors?.[0] ?? given) as SystemError;
  const code = first.code ?? given.code;
  const message = first.message ?? given.message ?? '';
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing answers at ${place}; is PostgreSQL running?`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host of ${place} is not known`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${place} cannot be reached`;
    case '28P01':
    case '28000':
      return `${place} does not accept this user and password`;
    case '3D000':
      return `there is no such database at ${place}: create it (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0)`;
    case '42501':
      return `the user of ${place} has too few rights: ${message}`;
    case '53300':
      return `${place} has no connection left (max_connections)`;
    case '57P03':
      return `${place} is starting or stopping; try again`;
    case 'ECONNRESET':
      return `${place} broke off; is it PostgreSQL?`;
    default:
  }
  if (/SSL|certificate/i.test(message)) return `${place}: ${message}`;
  if (/timeout/i.test(message)) return `${place} does not answer in time`;
  if (/SASL|password must be a string/i.test(message))
    return `${place} asks for a password and the address has none`;
  return /terminated unexpectedly|invalid (message|response)/i.test(message)
    ? `${place} broke off; is it PostgreSQL?`
    : undefined;
}

/** Codes of a server that is not there, is stopping or starting, or takes no further connection (class 08, 53300, 57P01 to 57P03). */
const AWAY = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|08...|53300|57P0[123])$/;

/** Whether a query failed because there is no database to ask at the moment, which is nobody's bug and passes. */
export function isDatabaseAway(error: unknown): boolean {
  const given = (error ?? {}) as SystemError;
  const { code, message = '' } = (given.errors?.[0] ?? given) as SystemError;
  return (
    AWAY.test(code ?? '') || /Connection terminated|timeout exceeded when trying to connect/.test(message)
  );
}
