import { sh } from './sh.ts';

/**
 * Defines `sha256`, which reads stdin and prints the hash first. Where openssl is there it is several times as fast as
 * sha256sum: it uses the processor's own instructions.
 */
export const hashProgram = sh`
sha256() { if command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r; else sha256sum; fi; }
`;
