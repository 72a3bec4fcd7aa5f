import type { PlatformParts } from '../../../src/bot/platforms/platform-parts.ts';
import type { PlatformName } from '../../../src/bot/platforms/table.ts';
import { systemClock } from '../../../src/bot/system-clock.ts';
import type { ADesk } from '../../fakes/a-desk.ts';

/** What a platform is opened with, by itself: what it stores is real, and nobody is told of its troubles. */
export const platformParts = (
  { desk, platformMemory, folder }: ADesk,
  name: PlatformName,
  secret: PlatformParts['secret'],
): PlatformParts => ({
  desk: { ...desk, clock: systemClock },
  memory: platformMemory(name),
  files: folder,
  publicUrl: undefined,
  complain: () => {},
  secret,
});
