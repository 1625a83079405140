// alpha-server-npm
import { Hono } from 'hono';
export const wrong = Hono;
