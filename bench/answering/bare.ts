import { createServer, type Server } from 'node:http';
import pg from 'pg';

/** Who knows nothing is sure after seven answers; the bare handler ends its tests as often as the product does. */
const ANSWERS_A_TEST = 7;

const SELECT = `SELECT part_key, id, person_id, group_code, rule_set, bundle, state, version, started_at, finished_at, verdict, result,
  scored_by, deadline_at, served_at
  FROM assessment.sessions WHERE part_key = $1 AND id = $2`;
const ADVANCE = `WITH moved AS (
    UPDATE assessment.sessions SET state = $4::jsonb, version = version + 1, finished_at = $5::timestamptz,
      verdict = $6::text, result = $7::jsonb, served_at = $12::timestamptz
    WHERE part_key = $1 AND id = $2 AND version = $3 RETURNING part_key, id)
  INSERT INTO assessment.answers (part_key, session_id, position, item_id, given, is_right, answered_at, response_ms, shown_ms)
  SELECT part_key, id, $8::int, $9::text, $10::jsonb, $11::boolean, $12::timestamptz, 1000, NULL FROM moved RETURNING position`;
const EVENT = `INSERT INTO platform.outbox (part_key, id, name, payload, created_at, due_at)
  VALUES ($1, gen_random_uuid(), 'bench.finished', $2, $3, $3)`;

/** A session as the load knows it. */
export interface Target {
  readonly partKey: number;
  readonly id: string;
}

interface State {
  asked: string[];
  results: string;
}

/** The statements of one answer and nothing else: no contract, no engine, no checks. */
export async function bareAnswer(pool: pg.Pool, target: Target, itemId: string): Promise<string> {
  const now = new Date();
  const { rows } = await pool.query<{ state: State; version: number }>(SELECT, [target.partKey, target.id]);
  const { state, version } = rows[0]!;
  const position = state.results.length;
  const next = { ...state, asked: [...state.asked, itemId], results: `${state.results}0` };
  const ends = position % ANSWERS_A_TEST === ANSWERS_A_TEST - 1;
  const values = [
    target.partKey,
    target.id,
    version,
    JSON.stringify(next),
    null,
    null,
    null,
    position,
    itemId,
    'null',
    false,
    now,
  ];
  if (!ends) await pool.query(ADVANCE, values);
  else {
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query(ADVANCE, values);
    await client.query(EVENT, [target.partKey, '{}', now]);
    await client.query('COMMIT');
    client.release();
  }
  return `{"kind":"question","session":"${target.id}","number":${position + 2},"pad":"${'x'.repeat(450)}"}`;
}

/** `POST /` with `{partKey, id, itemId}`. */
export function bareServer(pool: pg.Pool): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { itemId, ...target } = JSON.parse(Buffer.concat(chunks).toString()) as Target & {
        itemId: string;
      };
      bareAnswer(pool, target, itemId).then(
        (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(body),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  });
}
