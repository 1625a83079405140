// server-never-ui
import { label } from '../ui.ts';
export const wrong = label;
