import sharp from 'sharp';
import { expect } from 'vitest';
import { getLesson, sendEvents } from '#modules/learning/index.ts';
import { provinceId } from '#modules/organisations/index.ts';
import { newUuid } from '#platform/ids/uuid7.ts';
import { signInStaff } from '../../../server/testing-staff.ts';
import type { TestApi, TestBrowser } from '../../../server/testing.ts';
import { actOnDraft, addPicture, getDraft, saveDraft, startDraft } from '../domain/contract.ts';
import type { DraftLesson } from '../domain/draft.ts';

export const HA_NOI = provinceId('01');
export const SHIPPED = 'nhan-ra-cuoc-goi-lua-dao';

/** Two editors of a province who write, sign off for each other and publish. */
export class TestDesk {
  readonly #api: TestApi;
  readonly writer: TestBrowser;
  readonly reviewer: TestBrowser;

  private constructor(api: TestApi, writer: TestBrowser, reviewer: TestBrowser) {
    this.#api = api;
    this.writer = writer;
    this.reviewer = reviewer;
  }

  static async open(api: TestApi): Promise<TestDesk> {
    const [writer, reviewer] = [api.browser(), api.browser()];
    await signInStaff(api, writer, 'content-editor', HA_NOI);
    await signInStaff(api, reviewer, 'content-editor', HA_NOI);
    return new TestDesk(api, writer, reviewer);
  }

  async staff(role: string, unit: number): Promise<TestBrowser> {
    const browser = this.#api.browser();
    await signInStaff(this.#api, browser, role, unit);
    return browser;
  }

  /** The new draft as its page shows it; a refusal's reply where there is none. */
  async begin(body: object, who = this.writer, unit = HA_NOI): Promise<any> {
    const reply = await who.call(startDraft, { params: { unit }, body: { id: newUuid(), ...body } });
    if (reply.status !== 200) return reply;
    return (await who.call(getDraft, { params: { draft: reply.body.draft } })).body;
  }

  save(draft: any, content: DraftLesson, who = this.writer, more: object = {}): Promise<any> {
    const body = { id: newUuid(), base: draft.version, content, ...more };
    return who.call(saveDraft, { params: { draft: draft.id }, body });
  }

  act(draft: any, what: string, who = this.writer, note = ''): Promise<any> {
    const body = { id: newUuid(), act: what, version: draft.version, note };
    return who.call(actOnDraft, { params: { draft: draft.id }, body });
  }

  async reread(draft: any, who = this.writer): Promise<any> {
    return (await who.call(getDraft, { params: { draft: draft.id } })).body;
  }

  async publish(draft: any): Promise<void> {
    for (const [what, who] of [
      ['submit', this.writer],
      ['sign', this.reviewer],
      ['publish', this.writer],
    ] as const)
      expect((await this.act(draft, what, who)).body).toMatchObject({ id: draft.id });
  }

  async upload(bytes: Uint8Array, type: string, place = 'step'): Promise<any> {
    return this.writer.send(`${addPicture.path.replace(':unit', String(HA_NOI))}?place=${place}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(bytes),
    });
  }

  /** A resident who named a commune as her home. */
  async livingIn(unit: number): Promise<TestBrowser> {
    const browser = this.#api.browser();
    const first = await browser.call(getLesson, { params: { lesson: SHIPPED } });
    const step = first.body.steps[0].id;
    const event = { id: newUuid(), kind: 'step-seen', lesson: SHIPPED, step, at: new Date().toISOString() };
    await browser.call(sendEvents, { body: { events: [event] } });
    await this.#api.database.pool.query(
      `UPDATE identity.persons SET home_unit_id = $1 WHERE (part_key, id) IN
        (SELECT part_key, person_id FROM learning.events WHERE id = $2)`,
      [unit, event.id],
    );
    return browser;
  }
}

/** A photograph that says where it was taken. */
export const jpeg = (): Promise<Buffer> =>
  sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#1c4587' } })
    .withExif({ IFD3: { GPSLatitude: '21/1 1/1 0/1' } })
    .jpeg()
    .toBuffer();

/** A lesson that has no fault. */
export function filled(content: DraftLesson, file: string): DraftLesson {
  const steps = content.steps.map((step, index) =>
    step.kind === 'read'
      ? {
          ...step,
          title: `Việc ${index + 1}`,
          say: ['Bác hỏi nhân viên ở bàn đầu tiên.'],
          picture: index === 0 ? { file, alt: 'Bàn hướng dẫn' } : null,
        }
      : {
          ...step,
          ask: 'Bác đến lớp thì làm gì trước?',
          choices: step.choices.map((choice) => ({
            ...choice,
            text: choice.right ? 'Hỏi nhân viên' : 'Đi về',
            feedback: 'Nhân viên chỉ bác chỗ ngồi.',
          })),
        },
  );
  return {
    ...content,
    summary: { vi: 'Bác vào lớp ở phường.', en: 'Join a class.' },
    title: { vi: 'Đăng ký lớp ở phường', en: 'Join a class' },
    steps,
  };
}
