/** Vietnam has had one offset, +07:00, without daylight saving since 1975 (IANA tz, Asia/Ho_Chi_Minh). */
const OFFSET = 7 * 3_600_000;

/** The calendar day in Vietnam at a moment, `YYYY-MM-DD`, wherever the server stands. */
export function vietnamDay(at: Date): string {
  return new Date(at.getTime() + OFFSET).toISOString().slice(0, 10);
}

/** The moment at which a Vietnamese calendar day (`YYYY-MM-DD`) begins. */
export function startOfVietnamDay(day: string): Date {
  return new Date(`${day}T00:00:00+07:00`);
}
