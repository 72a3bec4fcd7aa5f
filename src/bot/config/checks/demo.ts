import { fault } from '../fault.ts';
import { at, find, findText } from '../tree.ts';
import type { Check } from './check.ts';

/** `demo: true` lets anybody be anyone and asks no confirm: never near a real system. */
export const demoIsHarmless: Check = (tree) => {
  const demo = at(tree, ['demo']);
  if (demo?.kind !== 'scalar' || demo.value !== true) return [];
  const hint = 'demo: true is for local demonstrations: it asks no confirm and believes any --as.';
  return [
    ...findText(tree, 'hosts.*.transport').flatMap(({ text, place }) =>
      text === 'local' ? [] : [fault(place, 'a demo reaches local hosts only', hint)],
    ),
    ...findText(tree, 'systems.*.environment').flatMap(({ text, place }) =>
      text === 'demo' ? [] : [fault(place, 'every system of a demo has the environment demo', hint)],
    ),
    ...find(tree, 'platforms.*').map(({ keyPlace }) => fault(keyPlace, 'a demo has no chat platform', hint)),
  ];
};
