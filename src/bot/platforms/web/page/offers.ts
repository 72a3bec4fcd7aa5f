interface Offer {
  readonly insert: string;
  readonly label: string;
  readonly help: string;
}
interface Completions {
  readonly from: number;
  readonly offers: readonly Offer[];
}

export interface Offers {
  isOpen(): boolean;
  close(): void;
  ask(): void;
  /** Whether the key was meant for the list. */
  key(key: string): boolean;
}

const afterMs = 50;

/** What may follow what was typed, in a list over the line (the combobox pattern of ARIA). */
export function openOffers(list: HTMLElement, line: HTMLInputElement, address: string): Offers {
  let shown: Completions = { from: 0, offers: [] };
  let chosen = -1;
  let timer: number | undefined;
  let asking: AbortController | undefined;
  let stale = false;
  /** Tab came before the list for what was typed: the first of it is meant. */
  let hasty = false;

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    chosen = -1;
    hasty = false;
    line.setAttribute('aria-expanded', 'false');
    line.removeAttribute('aria-activedescendant');
  };
  const choose = (at: number) => {
    const options = [...list.children];
    options[chosen]?.setAttribute('aria-selected', 'false');
    chosen = (at + options.length) % options.length;
    const option = options[chosen];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    line.setAttribute('aria-activedescendant', option?.id ?? '');
  };
  const take = (at: number) => {
    const offer = shown.offers[at];
    if (offer === undefined || stale) return;
    const caret = line.selectionStart ?? line.value.length;
    const before = line.value.slice(0, shown.from) + offer.insert;
    line.value = before + line.value.slice(caret).trimStart();
    line.setSelectionRange(before.length, before.length);
    line.focus();
    ask();
  };
  const show = (found: Completions) => {
    shown = found;
    stale = false;
    chosen = -1;
    list.replaceChildren(...found.offers.map((offer, at) => optionOf(offer, at, take)));
    list.hidden = found.offers.length === 0;
    list.scrollTop = 0;
    line.setAttribute('aria-expanded', String(!list.hidden));
    line.removeAttribute('aria-activedescendant');
    if (hasty) take(0);
  };
  const fetchOffers = async () => {
    const text = line.value.slice(0, line.selectionStart ?? line.value.length);
    if (text.trim() === '') return close();
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(`${address}?text=${encodeURIComponent(text)}`, {
        headers: { 'x-by-itself': 'yes' },
        signal,
      });
      if (answer.ok && !signal.aborted) show((await answer.json()) as Completions); // our own server's
    } catch {
      // Without offers one can still type.
    }
  };
  const ask = () => {
    // What is listed was for other words: nothing of it may be taken by accident.
    if (chosen >= 0) list.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = -1;
    line.removeAttribute('aria-activedescendant');
    stale = true;
    hasty = false;
    clearTimeout(timer);
    timer = setTimeout(() => void fetchOffers(), afterMs);
  };
  line.addEventListener('input', ask);
  line.addEventListener('blur', () => {
    // Not when it comes back at once, as after a button.
    setTimeout(() => document.activeElement !== line && close(), 150);
  });
  return {
    isOpen: () => !list.hidden,
    close,
    ask,
    key(key) {
      if (key === 'ArrowDown') choose(chosen + 1);
      else if (key === 'ArrowUp') choose(chosen < 0 ? list.childElementCount - 1 : chosen - 1);
      else if (key === 'Tab' && stale) hasty = true;
      else if (key === 'Tab') take(Math.max(0, chosen));
      else if (key === 'Enter' && chosen >= 0) take(chosen);
      else return false;
      return true;
    },
  };
}

function optionOf({ label, help }: Offer, at: number, take: (at: number) => void): HTMLElement {
  const option = document.createElement('li');
  option.id = `offer-${at}`;
  option.role = 'option';
  option.setAttribute('aria-selected', 'false');
  const name = document.createElement('b');
  name.textContent = label;
  const words = document.createElement('span');
  words.textContent = help;
  option.append(name, words);
  // Before the line loses the focus.
  option.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    take(at);
  });
  return option;
}
