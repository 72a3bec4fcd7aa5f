import { fault } from '../fault.ts';
import { keysAt } from '../tree.ts';
import type { Check } from './check.ts';

/** A bot that cares for nothing was started on the wrong folder. */
export const someSystem: Check = (tree) =>
  keysAt(tree, ['systems']).length === 0
    ? [fault(tree.place, 'there is no system', 'Describe one in systems/NAME.yaml, or name another folder.')]
    : [];
