/** Wrong codes in this minute: of one phone, and of all behind one address, where a whole class may sit. */
const OF_PHONE = 5;
const OF_ADDRESS = 20;

/**
 * Counts wrong codes, in memory; several processes count each for itself. Unlike a limit of requests, it lets a class of
 * forty in at once who type the right code, and stops one who tries codes, also when a guess would be right.
 */
export class WrongCodes {
  #minute = 0;
  #counts = new Map<string, number>();

  isOver(phone: string, address: string, now: Date): boolean {
    this.#turn(now);
    return this.#of(`phone ${phone}`) >= OF_PHONE || this.#of(`address ${address}`) >= OF_ADDRESS;
  }

  note(phone: string, address: string, now: Date): void {
    this.#turn(now);
    for (const key of [`phone ${phone}`, `address ${address}`]) this.#counts.set(key, this.#of(key) + 1);
  }

  #of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  #turn(now: Date): void {
    const minute = Math.floor(now.getTime() / 60_000);
    if (minute !== this.#minute) this.#counts.clear();
    this.#minute = minute;
  }
}
