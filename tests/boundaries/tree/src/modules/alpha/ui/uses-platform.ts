// ui-client-platform
import { secret } from '#platform/crypto/secret.ts';
export const wrong = secret;
