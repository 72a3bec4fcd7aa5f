import fc from 'fast-check';
import { systemSpec } from '../../../src/actions/inventory.ts';
import type { Inventory } from '../../../src/actions/ports.ts';
import { inventoryOf, talentlens, teaching } from '../../actions/systems.ts';

/** Found again wherever a hostile word ends up. */
export const mark = 'PWNED';
export const attacks = [
  `; touch ${mark}`,
  `$(touch ${mark})`,
  `\`touch ${mark}\``,
  `' ; touch ${mark} ; '`,
  `" ; touch ${mark} ; "`,
  `'"$(touch ${mark})"'`,
  `&& ${mark}`,
  `| ${mark}`,
  `> ${mark}`,
  `\n${mark}\n`,
  `\\'; ${mark} #`,
  `\${IFS}${mark}`,
  `*?[!${mark}]{a,b}~`,
  ` -e ${mark}`,
  `--${mark}=$(id)`,
  `%s%n${mark}`,
  `中文 '${mark}' 「」`,
  `!${mark}!`,
];
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom(...'ab \'"`$();&|<>\\*?[]{}!#~=%-中\n'), maxLength: 6 }),
      fc.string({ maxLength: 6 }).map((after) => after.replaceAll('/', '')),
    )
    .map(([before, after]) => `${before}${mark}${after}`),
);

/** With everything a backup can hold, as the login and as another user. */
const configured = {
  teaching: {
    ...teaching,
    backups: {
      host: 'h3',
      folder: '/backup',
      parts: {
        env: {
          kind: 'env' as const,
          paths: ['/opt/smart-teaching/.env', '/opt/smart-teaching/llm/.env'],
          user: 'teaching',
        },
        config: { kind: 'files' as const, paths: ['/opt/smart-teaching/devops/config'] },
        redis: { kind: 'redis' as const },
      },
    },
  },
  talentlens,
};
export const plainInventory = inventoryOf(configured);

/** The same systems with a hostile word at the end of every value in which the schema allows it. */
export function hostileInventory(word: string): { readonly inventory: Inventory; readonly places: number } {
  let places = 0;
  const systems = structuredClone(configured) as Record<keyof typeof configured, Json>; // plain data
  for (const system of Object.values(systems))
    for (const [holder, key] of leaves(system)) {
      const was = holder[key];
      holder[key] = `${was}${word}`;
      if (systemSpec.safeParse(system).success && key !== 'host' && !isNeed(system, was)) places++;
      else holder[key] = was;
    }
  return { inventory: inventoryOf(systems as unknown as typeof configured), places }; // only strings were changed
}

type Json = Record<string, unknown>;
function leaves(value: Json): [Json, string][] {
  return Object.entries(value).flatMap(([key, each]): [Json, string][] => {
    if (typeof each === 'string') return [[value, key]];
    return typeof each === 'object' && each !== null ? leaves(each as Json) : []; // plain data
  });
}
const isNeed = (system: Json, word: unknown): boolean => Object.hasOwn(system.services as object, String(word)); // as in the schema
