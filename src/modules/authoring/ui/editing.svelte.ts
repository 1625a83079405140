import { call, Problem, type ProblemDocument } from '#platform/client/call.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { actOnDraft, getDraft, getVersion, type DraftView } from '../domain/contract.ts';
import type { DraftContent } from '../domain/content.ts';
import type { DraftLesson } from '../domain/draft.ts';
import type { Act } from '../domain/state.ts';
import { Saver } from './saver.svelte.ts';

/** A draft in somebody's hands: its words, what the server said of it, and what she can do with it. */
export class Editing<C extends DraftContent = DraftLesson> {
  /** What the server said last. */
  draft: DraftView = $state.raw() as DraftView;
  content: C = $state() as C;
  /** Addresses of pictures by their files; also of those that were added since. */
  addresses: Record<string, string> = $state({});
  /** Words to whoever returns a draft. */
  note: string = $state('');
  problem: ProblemDocument | null = $state(null);
  busy: boolean = $state(false);
  readonly saver: Saver;

  constructor(given: DraftView) {
    this.draft = given;
    this.content = structuredClone(given.content) as C;
    this.addresses = { ...given.pictures };
    this.saver = new Saver(given);
  }

  get mayEdit(): boolean {
    return this.saver.may.includes('edit');
  }
  /** What can be done with it now, besides writing. */
  get ways(): Act[] {
    return this.saver.may.filter((one) => one !== 'edit');
  }

  /** Takes up what was typed on this device and never reached the server. */
  resume(): void {
    const left = this.saver.unsent();
    if (!left || !this.mayEdit) return;
    // What was kept by an older program may lack places that there are now.
    this.content = { ...this.content, ...(left.content as C) };
    this.saver.version = left.base;
    this.changed();
  }

  /** To be called after every change of `content`. */
  changed(): void {
    this.saver.changed(this.#words());
  }

  /** Brings it further. @returns false when it could not be done; `problem` says why */
  async act(what: Act): Promise<boolean> {
    let done = false;
    await this.#attempt(async () => {
      if (this.saver.state !== 'saved') await this.saver.now();
      if (this.saver.state !== 'saved') return;
      const body = { id: newUuid(), act: what, version: this.saver.version, note: this.note };
      this.#take(await call(actOnDraft, { params: { draft: this.draft.id }, body }));
      this.note = '';
      done = true;
    });
    return done;
  }

  restore(version: number): Promise<void> {
    return this.#attempt(async () => {
      if (this.saver.state !== 'saved') await this.saver.now();
      const old = await call(getVersion, { params: { draft: this.draft.id, version } });
      await this.saver.insist(old.content, version);
      await this.#reload();
    });
  }

  /** After a conflict: what stands here becomes the next version. */
  keepMine(): Promise<void> {
    return this.#attempt(() => this.saver.insist(this.#words()).then(() => this.#reload()));
  }

  /** After a conflict: mine becomes a version too, so that nothing is lost; theirs is taken up again above it. */
  takeTheirs(): Promise<void> {
    return this.#attempt(async () => {
      const { version } = this.saver.conflict!;
      const theirs = await call(getVersion, { params: { draft: this.draft.id, version } });
      await this.saver.insist(this.#words());
      await this.saver.insist(theirs.content, version);
      await this.#reload();
    });
  }

  #words(): C {
    return $state.snapshot(this.content) as C;
  }

  async #reload(): Promise<void> {
    this.#take(await call(getDraft, { params: { draft: this.draft.id } }));
  }

  #take(fresh: DraftView): void {
    this.draft = fresh;
    this.content = structuredClone(fresh.content) as C;
    this.addresses = { ...this.addresses, ...fresh.pictures };
    this.saver.take(fresh);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem = error.document;
    } finally {
      this.busy = false;
    }
  }
}
