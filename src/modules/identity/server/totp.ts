import { Secret, TOTP } from 'otpauth';

const PERIOD = 30;

/** 160 random bits, Base32 (RFC 4226, 4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, login = '') =>
  new TOTP({
    issuer: 'Binh dan hoc vu so',
    label: login,
    secret: Secret.fromBase32(secret),
    digits: 6,
    period: PERIOD,
    algorithm: 'SHA1',
  });

/** What an authenticator app reads from the picture. */
export const totpUri = (secret: string, login: string): string => totpOf(secret, login).toString();

export const totpCode = (secret: string, at: Date): string =>
  totpOf(secret).generate({ timestamp: at.getTime() });

/**
 * The time step (RFC 6238) of a right code, one step early or late allowed; undefined for a wrong one. The caller
 * takes each step once.
 */
export function totpStep(secret: string, code: string, at: Date): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: 1 });
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD) + delta;
}

/** The code of this moment, or the next one when this one was taken: it is accepted half a minute early. */
export function unusedCode(secret: string, takenStep: number, at: Date): string {
  const early = Math.floor(at.getTime() / 1000 / PERIOD) <= takenStep;
  return totpCode(secret, early ? new Date(at.getTime() + PERIOD * 1000) : at);
}
