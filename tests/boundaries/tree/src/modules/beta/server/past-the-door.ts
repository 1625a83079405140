// beta-needs: alpha is declared, but its inside is not a door.
import { question } from '#modules/alpha/server/alpha.store.ts';
export const wrong = question;
