import type { Action } from './action.ts';
import { reload } from './services/reload.ts';
import { restart } from './services/restart.ts';
import { start } from './services/start.ts';
import { stop } from './services/stop.ts';

/** Every action there is. Adding one is its file, its test, and a line here. */
export const actions: readonly Action[] = [start, stop, restart, reload];
