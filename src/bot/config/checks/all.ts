import { platformKinds, platformNames } from '../../platforms/table.ts';
import type { Check } from './check.ts';
import { demoIsHarmless } from './demo.ts';
import { dependencyCircles } from './dependencies.ts';
import { claimedTwice, insideLocalFolder } from './host-claims.ts';
import { soundMonitors } from './monitors.ts';
import { ambiguousNames } from './names.ts';
import { channelsTwice, unknownPlatforms } from './platforms.ts';
import { grantsNowhere, policyRules } from './policy.ts';
import { unknownReferences } from './references.ts';
import { someSystem } from './some-system.ts';
import { pageIsGuarded } from './web.ts';

/** Every rule no schema can hold. */
export const checks: readonly Check[] = [
  someSystem,
  unknownReferences,
  ambiguousNames,
  dependencyCircles,
  claimedTwice,
  insideLocalFolder,
  policyRules,
  grantsNowhere,
  unknownPlatforms,
  channelsTwice,
  demoIsHarmless,
  pageIsGuarded,
  soundMonitors,
  ...platformNames.map((name) => platformKinds[name].check),
];
