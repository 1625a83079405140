import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a port number'),
  v.transform(Number),
  v.maxValue(65535, 'must be at most 65535'),
);
const url = (message: string) => v.pipe(v.string(), v.url(message));
const database = v.pipe(
  v.string(),
  v.check(
    (text) => /^postgres(ql)?:\/\/.+/.test(text) && URL.canParse(text),
    'must look like postgres://user:password@host:5432/name',
  ),
);
const key32 = v.pipe(
  v.string(),
  v.check(
    (text) => Buffer.from(text, 'base64').length === 32,
    'must be 32 bytes in base64 (openssl rand -base64 32)',
  ),
);

/** Everything the program reads from its environment; `docs/operations.md` explains each line. */
const Environment = v.object({
  BDHVS_MODE: v.optional(v.picklist(['demo', 'production'], 'must be demo or production'), 'demo'),
  PORT: v.optional(port, '3000'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PUBLIC_URL: v.optional(url('must be the address people type, such as https://hoc.tinh.gov.vn')),
  BDHVS_PLAY_ORIGIN: v.optional(
    url('must be the address of the second origin, such as https://hoc-lieu.tinh.vn'),
  ),
  BDHVS_PLAY_PORT: v.optional(port),
  BDHVS_H5P_PLAYER: v.optional(v.string()),
  BDHVS_SMTP_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (text) => /^smtps?:\/\/[^/]+/.test(text) && URL.canParse(text),
        'must look like smtps://user:password@mail.tinh.gov.vn:465',
      ),
    ),
  ),
  BDHVS_MAIL_FROM: v.optional(v.pipe(v.string(), v.email('must be a mail address'))),
  DATABASE_URL: v.optional(database),
  DATABASE_APP_URL: v.optional(database),
  BDHVS_DATA: v.optional(v.string(), 'var'),
  BDHVS_MASTER_KEY: v.optional(key32),
  BDHVS_SECRETS_FILE: v.optional(v.string()),
  OIDC_ISSUER: v.optional(url('must be a web address')),
  OIDC_CLIENT_ID: v.optional(v.string()),
  OIDC_CLIENT_SECRET: v.optional(v.string()),
  OIDC_SCOPES: v.optional(v.string(), 'openid'),
  OIDC_ACR: v.optional(v.string()),
  OIDC_CLAIMS: v.optional(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()))),
  BDHVS_WEBHOOK_PRIVATE: v.optional(v.picklist(['0', '1'], 'must be 0 or 1'), '0'),
  BDHVS_TRUST_PROXY: v.optional(v.picklist(['0', '1'], 'must be 0 or 1'), '0'),
  LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'silent']), 'warn'),
});

export type Config = v.InferOutput<typeof Environment> & {
  readonly publicUrl: string;
  /** Where courses made elsewhere run; undefined where they cannot be opened. */
  readonly playOrigin: string | undefined;
  /** The port that answers for it. */
  readonly playPort: number;
  readonly demo: boolean;
};

export class ConfigFaults extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/**
 * Reads the environment, and lists every fault at once.
 *
 * @throws ConfigFaults one line a fault
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(Environment.entries).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const faults: string[] = [];
  const secretsFile = given['BDHVS_SECRETS_FILE'];
  if (secretsFile) Object.assign(given, readSecrets(secretsFile, faults));
  const parsed = v.safeParse(Environment, given);
  if (!parsed.success) {
    for (const issue of parsed.issues) faults.push(`${v.getDotPath(issue)}: ${issue.message}`);
  }
  if (given['DATABASE_APP_URL'] && !given['DATABASE_URL'])
    faults.push('DATABASE_APP_URL: means nothing without DATABASE_URL');
  const production = given['BDHVS_MODE'] === 'production';
  if (production) faults.push(...missingInProduction(given));
  if (!parsed.success) throw new ConfigFaults(faults);
  const config = parsed.output;
  const publicUrl = (config.PUBLIC_URL ?? `http://localhost:${config.PORT}`).replace(/\/$/, '');
  const playPort = config.BDHVS_PLAY_PORT ?? portBeside(config.PORT);
  const play = config.BDHVS_PLAY_ORIGIN && new URL(config.BDHVS_PLAY_ORIGIN);
  if (play) faults.push(...playFaults(play, new URL(publicUrl), production));
  if (playPort === config.PORT && playPort !== 0)
    faults.push('BDHVS_PLAY_PORT: must be another port than PORT');
  if (faults.length > 0) throw new ConfigFaults(faults);
  const playOrigin = play ? play.origin : production ? undefined : besides(publicUrl, playPort);
  return { ...config, demo: !production, publicUrl, playOrigin, playPort };
}

/** The next but one: the one between is the trial provider's. Any free one stays any free one. */
const portBeside = (main: number): number => (main === 0 ? 0 : main > 65_533 ? main - 2 : main + 2);

/**
 * The second origin of a demonstration: this machine under its other name, because cookies do not look at ports.
 *
 * @param port that answers there
 */
export function besides(publicUrl: string, port: number): string {
  const { hostname, protocol } = new URL(publicUrl);
  const other: Record<string, string> = { localhost: '127.0.0.1', '127.0.0.1': 'localhost' };
  return `${protocol}//${other[hostname] ?? hostname}:${port}`;
}

/** What runs there is made by strangers: it may share neither origin nor cookies with the program. */
function playFaults(play: URL, main: URL, production: boolean): string[] {
  if (play.origin === main.origin)
    return [`BDHVS_PLAY_ORIGIN: must be another origin than PUBLIC_URL (${main.origin})`];
  if (!production) return [];
  return [
    ...(play.hostname === main.hostname
      ? [
          'BDHVS_PLAY_ORIGIN: must have another host name than PUBLIC_URL, because cookies do not look at ports',
        ]
      : []),
    ...(play.protocol === 'https:' ? [] : ['BDHVS_PLAY_ORIGIN: must start with https:// in production']),
  ];
}

function readSecrets(file: string, faults: string[]): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (error) {
    faults.push(`BDHVS_SECRETS_FILE: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

function missingInProduction(given: Record<string, string | undefined>): string[] {
  const needed = ['PUBLIC_URL', 'BDHVS_MASTER_KEY', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const faults = needed.filter((name) => !given[name]).map((name) => `${name}: is required in production`);
  if (given['PUBLIC_URL'] && !given['PUBLIC_URL'].startsWith('https://')) {
    faults.push('PUBLIC_URL: must start with https:// in production');
  }
  return faults;
}
