// outside-uses-doors
import { name } from '#modules/alpha/domain/name.ts';
export const wrong = name;
