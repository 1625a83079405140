// server-composes-servers
import { label } from '#modules/alpha/ui.ts';
export const wrong = label;
