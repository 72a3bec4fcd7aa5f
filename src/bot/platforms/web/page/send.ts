import type { Scroll } from './scroll.ts';

export interface Sender {
  send(text: string): void;
  /** The bot said something. */
  answered(): void;
}

/** How long the bot may say nothing before the page stops promising. */
const patienceMs = 60_000;

/** Shows what is sent at once; the room's own copy takes its place. The same key goes out again when it failed. */
export function sendTo(main: HTMLElement, thread: HTMLElement, scroll: Scroll): Sender {
  const working = document.createElement('p');
  working.className = 'working';
  working.textContent = main.dataset.textWorking ?? '';
  let patience: number | undefined;

  const answered = () => {
    clearTimeout(patience);
    working.remove();
  };
  const post = async (key: string, text: string, article: HTMLElement) => {
    try {
      const answer = await fetch(`${main.dataset.room}/say`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ key, text }),
        signal: AbortSignal.timeout(30_000),
      });
      if (!answer.ok) throw new Error(String(answer.status));
    } catch {
      answered();
      if (!article.isConnected || article.id !== '') return;
      const retry = document.createElement('button');
      retry.type = 'button';
      retry.className = 'retry';
      retry.textContent = main.dataset.textNotKept ?? '';
      retry.addEventListener('click', () => {
        retry.remove();
        void post(key, text, article);
      });
      article.append(retry);
      retry.focus();
    }
  };
  return {
    answered,
    send(text) {
      const key = crypto.randomUUID();
      const article = document.createElement('article');
      article.className = 'message own pending';
      article.dataset.key = `web:${main.dataset.me}:${key}`;
      const typed = document.createElement('p');
      typed.className = 'typed';
      typed.textContent = text;
      article.append(typed);
      thread.querySelector('.empty')?.remove();
      thread.append(article, working);
      clearTimeout(patience);
      patience = setTimeout(answered, patienceMs);
      scroll.toEnd();
      void post(key, text, article);
    },
  };
}
