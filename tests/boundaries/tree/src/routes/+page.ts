// routes-speak-http
import { read } from '#modules/alpha/server.ts';
export const load = () => ({ wrong: String(read) });
