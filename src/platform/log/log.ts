import { pino, type Logger } from 'pino';

export type { Logger };

/** JSON lines on standard error: standard output belongs to the walk-through and to commands' results. */
export function makeLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { err: serializeError },
      redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.code'],
    },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** The fault without what hangs on it: errors of the database carry their whole connection. */
function serializeError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  const { name, message, stack } = error as Error;
  return { name, message, stack };
}
