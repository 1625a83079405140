import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { saveDraft, type DraftView } from '../domain/contract.ts';
import type { DraftContent } from '../domain/content.ts';

/** After so long without a key the words are saved. */
const REST_MS = 1200;
const RETRY_MS = 5000;

export interface Conflict {
  /** Null for somebody who is no longer known. */
  readonly by: string | null;
  readonly at: string;
  readonly version: number;
}

interface Kept {
  readonly base: number;
  readonly content: DraftContent;
}

/**
 * Saves a draft by itself. What was typed lies on this device until the server has it, also when the page is closed or
 * the network is gone; a conflict stops the saving until the writer has chosen.
 */
export class Saver {
  state: 'saved' | 'waiting' | 'saving' | 'offline' | 'conflict' | 'refused' = $state('saved');
  version: number = $state(0);
  draftState: DraftView['state'] = $state('draft');
  faults: DraftView['faults'] = $state([]);
  may: DraftView['may'] = $state([]);
  problem: ProblemDocument | null = $state(null);
  conflict: Conflict | null = $state(null);

  readonly #id: string;
  #content: DraftContent | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** One saving after the other. */
  #last: Promise<void> = Promise.resolve();
  /** The id under which the words of now are sent, also when they are sent again. */
  #attempt: { readonly words: string; readonly id: string } | undefined;

  constructor(draft: DraftView) {
    this.#id = draft.id;
    this.take(draft);
  }

  /** What the server said of the draft. */
  take(draft: DraftView): void {
    this.version = draft.version;
    this.draftState = draft.state;
    this.faults = draft.faults;
    this.may = draft.may;
  }

  /** What was typed here and never reached the server. */
  unsent(): Kept | undefined {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? 'null') ?? undefined;
    } catch {
      return undefined;
    }
  }

  changed(content: DraftContent): void {
    this.#content = content;
    this.#keep();
    if (this.state === 'conflict') return;
    this.state = 'waiting';
    this.#later(REST_MS);
  }

  /** Sends what waits, and settles when it is there or was refused. */
  async now(restored?: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#last = this.#last.then(() => this.#send(restored));
    return this.#last;
  }

  /** After a conflict: these words as the next version, whoever wrote the one before. */
  async insist(content: DraftContent, restored?: number): Promise<void> {
    if (this.conflict) this.version = this.conflict.version;
    this.conflict = null;
    this.state = 'waiting';
    this.#content = content;
    await this.now(restored);
  }

  async #send(restored?: number): Promise<void> {
    const content = this.#content;
    if (!content || this.state === 'conflict') return;
    const words = JSON.stringify([this.version, content]);
    if (this.#attempt?.words !== words) this.#attempt = { words, id: newUuid() };
    this.state = 'saving';
    try {
      const said = await call(saveDraft, {
        params: { draft: this.#id },
        body: {
          id: this.#attempt.id,
          base: this.version,
          content,
          ...(restored === undefined ? {} : { restored }),
        },
      });
      this.version = said.version;
      this.draftState = said.state;
      this.faults = said.faults;
      this.may = said.may;
      this.problem = null;
      if (this.#content === content) {
        this.#content = undefined;
        localStorage.removeItem(this.#key);
        this.state = 'saved';
      } else {
        this.#keep();
        this.state = 'waiting';
        this.#later(REST_MS);
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    if (!(error instanceof Problem)) throw error;
    const { document } = error;
    this.problem = document;
    if (document.code === 'authoring/changed-meanwhile') {
      const { savedBy, savedAt, version } = document as ProblemDocument & Record<string, any>;
      this.conflict = { by: savedBy ?? null, at: savedAt, version };
      this.state = 'conflict';
    } else if (document.code === 'offline' || document.status >= 500) {
      this.state = 'offline';
      this.#later(RETRY_MS);
    } else this.state = 'refused';
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), wait);
  }

  #keep(): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ base: this.version, content: this.#content }));
    } catch {
      // A full device: the words are on the screen still, and on their way.
    }
  }

  get #key(): string {
    return `bdhvs-draft-${this.#id}`;
  }
}
