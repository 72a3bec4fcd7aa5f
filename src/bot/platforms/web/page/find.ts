/** What the page was rendered with. */
export function find<E extends HTMLElement = HTMLElement>(within: Element, selector: string): E {
  const found = within.querySelector<E>(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
