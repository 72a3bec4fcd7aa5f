import { openComposer } from './composer.ts';
import { find } from './find.ts';
import { elementsOf, patch } from './patch.ts';
import { openScroll } from './scroll.ts';
import { sendTo } from './send.ts';

interface Changed {
  readonly id: number;
  readonly key: string;
  readonly html: string;
}

/** Reasons have to be written, not sent as they stand. */
const placeholder = /"(why|reason|原因)"/;

/** The room that is open: what is said in it, the command line, what others say. */
export function openChat(main: HTMLElement): void {
  const log = find(main, '.log');
  const thread = find(main, '.thread');
  const scroll = openScroll(log, find(main, '.to-newest'));
  const sender = sendTo(main, thread, scroll);
  const composer = openComposer(main, sender.send);

  main.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('button[data-command]') : null;
    const command = button?.dataset.command;
    if (command === undefined) return;
    const slot = placeholder.exec(command);
    if (slot === null) sender.send(command);
    else composer.type(command, slot.index + 1, slot.index + slot[0].length - 1);
  });

  const earlier = find(main, '.earlier');
  earlier.addEventListener('click', async () => {
    const first = thread.querySelector<HTMLElement>('article[id]');
    const answer = await fetch(`${main.dataset.room}/earlier?before=${first?.id.slice(2)}`);
    if (!answer.ok) return;
    const height = log.scrollHeight;
    earlier.after(...elementsOf(await answer.text()));
    log.scrollTop += log.scrollHeight - height;
    earlier.hidden = answer.headers.get('X-More') !== 'yes';
  });

  follow(main, (changed) => {
    const [article] = elementsOf(changed.html);
    if (article === undefined) return;
    const stays = scroll.atEnd();
    place(thread, article, changed);
    thread.querySelector('.empty')?.remove();
    if (!article.classList.contains('own')) sender.answered();
    scroll.grew(stays);
  });
}

/** Where it was, or after the last older one. An edit of what is not shown is not shown. */
function place(thread: HTMLElement, article: Element, { id, key }: Changed): void {
  const shown =
    document.getElementById(article.id) ?? thread.querySelector(`article[data-key="${CSS.escape(key)}"]:not([id])`);
  if (shown !== null) {
    patch(shown, article);
    return;
  }
  const others = [...thread.querySelectorAll<HTMLElement>('article[id]')];
  const after = others.findLast((other) => Number(other.id.slice(2)) < id);
  if (after !== undefined) after.after(article);
  else if (others.length === 0) thread.append(article);
}

function follow(main: HTMLElement, show: (changed: Changed) => void): void {
  const offline = document.querySelector<HTMLElement>('.offline');
  const events = new EventSource(`${main.dataset.room}/events?after=${main.dataset.version}`);
  const ended = () => {
    events.close();
    const notice = document.createElement('p');
    notice.className = 'ended';
    notice.setAttribute('role', 'alert');
    const link = document.createElement('a');
    link.href = main.dataset.here ?? '/';
    link.textContent = main.dataset.textAgain ?? '';
    notice.append(`${main.dataset.textEnded} `, link);
    find(main, '.composer').replaceWith(notice);
    if (offline !== null) offline.hidden = true;
  };
  events.addEventListener('message', ({ data }) => show(JSON.parse(data) as Changed)); // our own server's
  events.addEventListener('elsewhere', ({ data }) => {
    const { space } = JSON.parse(data) as { space: string }; // likewise
    document.querySelector(`.rooms a[data-space="${CSS.escape(space)}"]`)?.setAttribute('data-unseen', '');
  });
  events.addEventListener('ended', ended);
  events.addEventListener('open', () => {
    if (offline !== null) offline.hidden = true;
  });
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) ended();
    else if (offline !== null) offline.hidden = false;
  });
}
