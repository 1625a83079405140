import { expect, test } from 'vitest';
import { type ConfigFaults, readConfig } from './config.ts';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigFaults).faults;
  }
};
const production = {
  BDHVS_MODE: 'production',
  PUBLIC_URL: 'https://hoc.tinh.vn',
  BDHVS_MASTER_KEY: Buffer.alloc(32).toString('base64'),
  OIDC_ISSUER: 'https://id.vn',
  OIDC_CLIENT_ID: 'a',
  OIDC_CLIENT_SECRET: 'b',
};

test('what strangers made runs under another origin: in a demonstration the other name of this machine', () => {
  expect(readConfig({ PORT: '4000' })).toMatchObject({ playOrigin: 'http://127.0.0.1:4002', playPort: 4002 });
  expect(readConfig({ PUBLIC_URL: 'http://127.0.0.1:3000' }).playOrigin).toBe('http://localhost:3002');
});

test('a real installation names the play origin, with another host name', () => {
  expect(readConfig(production).playOrigin).toBe(undefined);
  const with_ = (BDHVS_PLAY_ORIGIN: string) => faultsOf({ ...production, BDHVS_PLAY_ORIGIN });
  expect(with_('https://hoc-lieu.vn')).toEqual([]);
  expect(with_('https://hoc.tinh.vn/x')).toEqual([
    'BDHVS_PLAY_ORIGIN: must be another origin than PUBLIC_URL (https://hoc.tinh.vn)',
  ]);
  expect(with_('https://hoc.tinh.vn:8443')[0]).toContain('must have another host name');
  expect(with_('http://hoc-lieu.vn')).toEqual(['BDHVS_PLAY_ORIGIN: must start with https:// in production']);
});
