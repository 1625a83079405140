/**
 * Lets the program go on when nobody reads what it says any more: the terminal has closed, or a pipe's reader has gone.
 * Without it each line that cannot be written is a fault, and telling of the fault is the next one, for ever.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
