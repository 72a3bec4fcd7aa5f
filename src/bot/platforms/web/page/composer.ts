import { find } from './find.ts';
import { openOffers } from './offers.ts';

export interface Composer {
  /** Puts words into the line, a part of them selected. */
  type(text: string, from?: number, to?: number): void;
}

const mostKept = 100;

/** The command line: `/` goes to it, Enter sends, arrows choose or bring back what was sent, Escape leaves. */
export function openComposer(main: HTMLElement, send: (text: string) => void): Composer {
  const form = find<HTMLFormElement>(main, '.composer');
  const line = find<HTMLInputElement>(main, '#line');
  const offers = openOffers(find(main, '#offers'), line, `${main.dataset.room}/completions`);
  const sent = [...main.querySelectorAll('.message.own .typed')].map((each) => each.textContent ?? '');
  let back = 0;

  const submit = () => {
    const text = line.value.trim();
    if (text === '') return;
    sent.push(text);
    if (sent.length > mostKept) sent.shift();
    back = 0;
    line.value = '';
    offers.close();
    send(text);
  };
  const recall = (step: number) => {
    const next = Math.min(sent.length, Math.max(0, back + step));
    if (next === back) return;
    back = next;
    line.value = back === 0 ? '' : (sent.at(-back) ?? '');
    line.setSelectionRange(line.value.length, line.value.length);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    line.focus();
  });
  line.addEventListener('keydown', (event) => {
    // While an input method composes, its keys are its own.
    if (event.isComposing) return;
    const { key } = event;
    if (offers.isOpen() && offers.key(key)) event.preventDefault();
    else if (key === 'ArrowUp' || key === 'ArrowDown') {
      event.preventDefault();
      recall(key === 'ArrowUp' ? 1 : -1);
    } else if (key === 'Escape') {
      if (offers.isOpen()) offers.close();
      else line.blur();
    } else if (key === 'Enter') {
      event.preventDefault();
      submit();
    }
  });
  document.addEventListener('keydown', (event) => {
    const elsewhere = !(event.target instanceof Element && event.target.closest('input, textarea, select') !== null);
    if (event.key !== '/' || !elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    line.focus();
    if (line.value === '') {
      line.value = '/';
      offers.ask();
    }
  });
  if (matchMedia('(pointer: fine)').matches) line.focus();
  if (line.value !== '') line.setSelectionRange(line.value.length, line.value.length);
  return {
    type(text, from = text.length, to = from) {
      line.value = text;
      line.focus();
      line.setSelectionRange(from, to);
    },
  };
}
