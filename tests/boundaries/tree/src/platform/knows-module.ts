// platform-knows-no-module
import { name } from '#modules/alpha/index.ts';
export const wrong = name;
