// alpha-needs: beta is not declared.
import { name } from '#modules/beta/index.ts';
export const wrong = name;
