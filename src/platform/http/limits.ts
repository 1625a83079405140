/**
 * Requests a minute for each key, in memory: a fixed window of one minute. With several processes each counts alone,
 * so the true limit is at most the limit times the processes; sign-in adds its own count in the database.
 */
export class RateLimit {
  #window = 0;
  #counts = new Map<string, number>();

  /** @returns true while the key may go on */
  allow(key: string, perMinute: number, now: number): boolean {
    const window = Math.floor(now / 60_000);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts.clear();
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count <= perMinute;
  }
}
