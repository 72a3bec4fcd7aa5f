/** Makes one element look like another by changing only what differs: nothing else moves, and the focus stays. */
export function patch(old: Element, fresh: Element): void {
  if (old.isEqualNode(fresh)) return;
  const alike =
    old.tagName === fresh.tagName &&
    old.childElementCount > 0 &&
    old.childElementCount === fresh.childElementCount &&
    ownText(old) === ownText(fresh);
  if (!alike) {
    old.replaceWith(fresh);
    return;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const pairs = [...old.children].map((child, at) => [child, fresh.children[at]] as const);
  for (const [child, other] of pairs) if (other !== undefined) patch(child, other);
}

const ownText = (element: Element): string =>
  [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : '\0')).join('');

/** Markup of our own server, every value of which was escaped there. */
export function elementsOf(html: string): readonly Element[] {
  const template = document.createElement('template');
  template.innerHTML = html;
  return [...template.content.children];
}
