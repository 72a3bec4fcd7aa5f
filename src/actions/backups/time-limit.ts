/** How long work on so many bytes may take: at 5 MB/s, and never less than two minutes. Milliseconds. */
export const limitFor = (bytes: number): number => 120_000 + Math.ceil(bytes / 5_000);

/** The same from host to host, through the bot: at 2 MB/s. */
export const copyingMs = (bytes: number): number => 120_000 + Math.ceil(bytes / 2_000);
