/** An element as our own markup writes it: every value quoted. */
export const tag = /<(\/?)([a-z0-9]+)((?: [\w-]+(?:="[^"]*")?)*) ?\/?>/g;

const isHarmless = (attributes: string): boolean =>
  [...attributes.matchAll(/ ([\w-]+)(?:="([^"]*)")?/g)].every(
    ([, attribute = '', value = '']) =>
      !attribute.startsWith('on') &&
      (!['href', 'src', 'action'].includes(attribute) || /^(?:\/(?!\/)|data:image\/)/.test(value)),
  );

/** What is no element or attribute of ours, or leads away from the page. */
export const strangeIn = (html: string, ours: readonly string[]): readonly string[] => [
  ...[...html.matchAll(tag)].flatMap(([whole, , name = '', attributes = '']) =>
    ours.includes(name) && isHarmless(attributes) ? [] : [whole],
  ),
  ...(html.replaceAll(tag, '').match(/<[^>]*/g) ?? []),
];
