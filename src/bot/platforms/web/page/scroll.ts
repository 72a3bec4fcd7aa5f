export interface Scroll {
  atEnd(): boolean;
  toEnd(): void;
  /** Something was added or changed; `follow`: the reader was at the end before. */
  grew(follow: boolean): void;
}

/** Readers at the end stay at the end; those who read above are left there and told. */
export function openScroll(log: HTMLElement, toNewest: HTMLElement): Scroll {
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 48;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    toNewest.hidden = true;
  };
  log.addEventListener('scroll', () => {
    if (atEnd()) toNewest.hidden = true;
  });
  toNewest.addEventListener('click', toEnd);
  new ResizeObserver(() => {
    if (toNewest.hidden) toEnd();
  }).observe(log);
  toEnd();
  return {
    atEnd,
    toEnd,
    grew(follow) {
      if (follow) toEnd();
      else toNewest.hidden = false;
    },
  };
}
