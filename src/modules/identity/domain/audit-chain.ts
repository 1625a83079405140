/** One entry of the audit log as its digest sees it. */
export interface AuditEntry {
  readonly partKey: number;
  readonly seq: number;
  readonly id: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly unitId: number | null;
  readonly detail: unknown;
}

/** Hash before the first entry of a chain. */
export const GENESIS = '0'.repeat(64);

/** What is digested: the hash of the entry before, and this entry as canonical JSON. */
export function auditText(previous: string, entry: AuditEntry): string {
  return `${previous}\n${canonical({ ...entry, at: entry.at.toISOString() })}`;
}

/** JSON with sorted keys and no spaces, the same text on every machine (in the manner of RFC 8785). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, of]) => of !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, of]) => `${JSON.stringify(key)}:${canonical(of)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
