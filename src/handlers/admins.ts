import { compilePolicy } from '../auth/compile-policy.ts';
import { whoHolds } from '../auth/decide.ts';
import type { Settings } from './settings.ts';

/** Ids of the people who run the bot itself: those who may reconfigure it. */
export const adminsOf = ({ policy }: Settings, atMs: number): readonly string[] =>
  whoHolds('may', { permission: 'bot:configure', atMs }, compilePolicy(policy));
