import { openChat } from './chat.ts';
import { refreshParts } from './refresh.ts';

const chat = document.querySelector<HTMLElement>('main.chat');
if (chat !== null) openChat(chat);
else {
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !isTyping(event) && document.querySelector('nav') !== null) location.assign('/?type=/');
  });
}
refreshParts();

const menu = document.querySelector<HTMLDetailsElement>('details.menu');
if (menu !== null) {
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
}

function isTyping({ target }: Event): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
