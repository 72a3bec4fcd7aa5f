/**
 * Marks a POSIX sh program written in TypeScript: taken as typed, with `\${` standing for the shell's `${`.
 * Programs are static text; what varies reaches them as arguments only.
 */
export const sh = (program: TemplateStringsArray): string => program.raw.join('').replaceAll('\\${', '${');
