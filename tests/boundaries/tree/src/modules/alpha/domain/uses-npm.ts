// alpha-domain-npm
import { parse } from 'yaml';
export const wrong = parse;
