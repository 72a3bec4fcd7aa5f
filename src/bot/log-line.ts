import { escaped } from '../handlers/language/inert.ts';

/** JSON escapes the old control characters itself; what else a terminal would obey or not show is escaped here. */
const unseen = /[\u007f-\u009f\u2028\u2029]|(?!\n)[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/** A line of the log that can be looked at in a terminal, whatever came from outside; still JSON. */
export const inertLogLine = (line: string): string => line.replace(unseen, escaped);
