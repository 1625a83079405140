/**
 * Coming back from days without a network: 1,000 learners send 200 events each, through HTTP, in random order, cut into
 * batches as the phone cuts them, and one batch in five sent twice. Nothing may be lost and nothing doubled. Beside it
 * the bare driver inserts as many of the same rows.
 *
 *   node bench/sync.ts [--learners 1000]
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { newUuid } from '#platform/ids/uuid7.ts';
import { serve } from './support/serve.ts';

const MARK = 5_000;
const EVENTS = 200;
const AT_ONCE = 32;
const { values } = parseArgs({ options: { learners: { type: 'string', default: '1000' } } });
const learners = Number(values.learners);

const { connection, database, base, stop } = await serve();

interface Lesson {
  readonly id: string;
  readonly steps: readonly { readonly id: string }[];
}

async function get<T>(path: string): Promise<T> {
  return (await fetch(base + path)).json() as Promise<T>;
}

async function post(events: readonly object[], cookie: string): Promise<Response> {
  const reply = await fetch(`${base}/api/learning/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify({ events }),
  });
  if (reply.status !== 200) throw new Error(`events: ${reply.status} ${await reply.text()}`);
  return reply;
}

const { packs } = await get<{ packs: { lesson: string }[] }>('/api/learning/packs');
const lessons = await Promise.all(
  packs.slice(0, 12).map(({ lesson }) => get<Lesson>(`/api/learning/lessons/${lesson}`)),
);
const places = lessons.flatMap((lesson) =>
  lesson.steps.map((step) => ({ lesson: lesson.id, step: step.id })),
);

const made = Array.from({ length: learners }, () =>
  Array.from({ length: EVENTS }, (_, index) => ({
    id: newUuid(),
    kind: 'step-seen',
    ...places[index % places.length]!,
    at: new Date(Date.now() - (EVENTS - index) * 60_000).toISOString(),
    tappedBy: 'learner',
  })),
);
const shuffle = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => ({ one, by: Math.random() }))
    .sort((left, right) => left.by - right.by)
    .map(({ one }) => one);

// Each learner's first event makes her device known; the rest comes back from the days without a network.
const cookies: string[] = [];
for (const events of made) {
  const reply = await post(events.slice(0, 1), '');
  cookies.push(reply.headers.getSetCookie()[0]!.split(';')[0]!);
}
interface Batch {
  readonly learner: number;
  readonly events: readonly object[];
}
const batches: Batch[] = made.flatMap((events, learner) => {
  const mixed = shuffle(events);
  const cut = 20 + Math.floor(Math.random() * 160);
  return [mixed.slice(0, cut), mixed.slice(cut)].map((part) => ({ learner, events: part }));
});
const queue = shuffle([...batches, ...batches.filter((_, index) => index % 5 === 0)]);
const sentEvents = queue.reduce((sum, batch) => sum + batch.events.length, 0);

const started = performance.now();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let batch = queue.pop(); batch; batch = queue.pop())
      await (await post(batch.events, cookies[batch.learner]!)).arrayBuffer();
  }),
);
const seconds = (performance.now() - started) / 1000;

const { rows } = await connection.pool.query<{ events: string; people: string; seen: string }>(
  `SELECT count(*) AS events, count(DISTINCT person_id) AS people,
     (SELECT sum(seen) FROM learning.progress) AS seen FROM learning.events`,
);
const kept = Number(rows[0]!.events);
const wantedSeen = learners * Math.min(EVENTS, places.length);

const bare = new pg.Pool({ connectionString: database.appUrl, max: 8 });
bare.on('error', () => {});
const bareBatches = Math.max(20, Math.round(batches.length / 10));
const { rows: sample } = await connection.pool.query('SELECT * FROM learning.events LIMIT $1', [EVENTS]);
const columns = Object.keys(sample[0] as object);
const bareStarted = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: 8 }, async () => {
    while (next++ < bareBatches) {
      const parameters: unknown[] = [];
      const tuples = sample.map((row: Record<string, unknown>) => {
        const cells = columns.map((column) => {
          const value = column === 'id' ? newUuid() : row[column];
          parameters.push(column === 'choices' ? JSON.stringify(value) : value);
          return `$${parameters.length}`;
        });
        return `(${cells.join(',')})`;
      });
      await bare.query(
        `INSERT INTO learning.events (${columns.join(',')}) VALUES ${tuples.join(',')} ON CONFLICT DO NOTHING`,
        parameters,
      );
    }
  }),
);
const bareRate = (bareBatches * EVENTS) / ((performance.now() - bareStarted) / 1000);
await bare.end();

const rate = sentEvents / seconds;
console.log(
  `${learners} learners · ${sentEvents.toLocaleString('en')} events sent (${(sentEvents - learners * EVENTS).toLocaleString('en')} of them again) in ${seconds.toFixed(1)} s`,
);
console.log(`kept ${kept.toLocaleString('en')} of ${(learners * EVENTS).toLocaleString('en')}, each once`);
console.log(
  `${Math.round(rate).toLocaleString('en')} events/s · bare inserts ${Math.round(bareRate).toLocaleString('en')}/s · ${((100 * rate) / bareRate).toFixed(0)} %`,
);
const whole = kept === learners * EVENTS && Number(rows[0]!.seen) === wantedSeen;
if (!whole) console.log(`✗ something was lost or doubled: ${rows[0]!.seen} steps seen, not ${wantedSeen}`);
const fast = rate >= MARK;
console.log(`${fast ? '✓' : '✗'} mark ${MARK.toLocaleString('en')} events/s`);
await stop();
process.exit(whole && fast ? 0 : 1);
