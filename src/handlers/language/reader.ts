import type { Language } from '../../actions/text.ts';

/** Who reads: in which language, in whose zone, and when. */
export interface Reader {
  readonly language: Language;
  /** IANA zone; shown with every time. */
  readonly timeZone: string;
  /** Epoch milliseconds; without it every time has its date and no age is said. */
  readonly nowMs?: number | undefined;
}

/** The locale whose habits are followed: British lists (`a, b and c`), Chinese as in the mainland. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' };
