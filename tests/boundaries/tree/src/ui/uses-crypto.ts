// design-system-is-client
import { secret } from '#platform/crypto/secret.ts';
export const wrong = secret;
