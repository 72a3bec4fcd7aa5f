import { platformNames } from '../../platforms/table.ts';
import { type Fault, fault, type Place } from '../fault.ts';
import { suggestion } from '../suggestion.ts';
import { find, findText } from '../tree.ts';
import type { Check } from './check.ts';

const platforms: readonly string[] = [...platformNames, 'web', 'terminal'];

/** An id under a misspelt platform would never be anybody's. */
export const unknownPlatforms: Check = (tree) => [
  ...find(tree, 'people.*.chat.*').flatMap(({ path, keyPlace }) => platformFault(String(path.at(-1)), keyPlace)),
  ...findText(tree, 'channels.*.platform').flatMap(({ text, place }) => platformFault(text, place)),
];

const platformFault = (typed: string, place: Place): readonly Fault[] =>
  platforms.includes(typed)
    ? []
    : [fault(place, `there is no platform "${typed}"`, suggestion(typed, platforms, 'platform'))];

/** Two rooms of one place would contradict each other. */
export const channelsTwice: Check = (tree) => {
  const first = new Map<string, Place>();
  return find(tree, 'channels.*').flatMap(({ tree: channel, place }) => {
    const [platform, tenant, space] = ['platform', 'tenant', 'space'].map((key) => findText(channel, key)[0]?.text);
    if (platform === undefined || space === undefined) return [];
    const key = [platform, tenant ?? '', space].join('\0');
    const other = first.get(key);
    if (other === undefined) first.set(key, place);
    return other === undefined
      ? []
      : [fault(place, 'this channel is already configured', `See ${other.file}:${other.line}; keep one.`)];
  });
};
