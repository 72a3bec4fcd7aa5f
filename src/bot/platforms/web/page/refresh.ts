import { elementsOf, patch } from './patch.ts';

/** Parts of a page that ask for themselves again while they are looked at. */
export function refreshParts(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-refresh]')) keepFresh(part);
}

function keepFresh(part: HTMLElement): void {
  const everyMs = Number(part.dataset.every);
  const offline = document.querySelector<HTMLElement>('.offline');
  let timer: number | undefined;
  const again = () => {
    clearTimeout(timer);
    timer = document.hidden ? undefined : setTimeout(ask, everyMs);
  };
  const ask = async () => {
    try {
      const answer = await fetch(part.dataset.refresh ?? '', {
        headers: { 'x-by-itself': 'yes' },
        signal: AbortSignal.timeout(30_000),
      });
      if (answer.status === 401 || answer.status === 404) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      const fresh = document.createElement('div');
      fresh.append(...elementsOf(html));
      const old = [...part.children];
      if (old.length !== fresh.children.length) part.replaceChildren(...fresh.children);
      else for (const [at, other] of [...fresh.children].entries()) patch(old[at] ?? part, other);
      if (offline !== null) offline.hidden = true;
      if (part.querySelector('[data-last]') !== null) return;
    } catch {
      if (offline !== null) offline.hidden = false;
    }
    again();
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : void ask()));
  again();
}
