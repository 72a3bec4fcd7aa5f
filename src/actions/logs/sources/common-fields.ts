import * as z from 'zod';
import { name } from '../../values.ts';

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** Of a log, wherever it comes from. */
export const commonFields = {
  host: name,
  title: z.string().optional(),
  aliases: z.array(z.string().min(1)).default([]),
  /** IANA zone of stamps that name none; the host's own unless told. */
  zone: z.string().refine(isZone, 'a time zone such as Asia/Shanghai').optional(),
};
