const still = '\u00a0';

const units = '%|ms|s|min|h|d|B|KB|MB|GB|TB';

/** What is read as one thing does not fall apart at the end of a line: a number and its unit, `run 1`, a dot and what it ends. */
export const unbroken = (words: string): string =>
  words
    .replace(/ (?=[·—] )/g, still)
    .replace(new RegExp(`(?<=\\d) (?=(?:${units})(?![\\p{L}\\p{N}])|\\p{Script=Han})`, 'gu'), still)
    .replace(/(?<=\b(?:pid|process|run|plan|alert|mem|cpu)|进程|运行|计划|告警) (?=[\dA-Z]+\b)/g, still)
    // A time and its zone.
    .replace(/(?<=\d:\d\d) (?=[A-Z]{2,5}\b)/g, still);
