import { createHash, randomBytes } from 'node:crypto';

/** 128 bit of chance, 22 characters that stand in a URL or a cookie as they are. */
export const newToken = (): string => randomBytes(16).toString('base64url');

/** What is stored of a token. It needs no salt: nobody can try 2^128. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
