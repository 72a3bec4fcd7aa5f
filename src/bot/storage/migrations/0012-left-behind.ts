/** Runs found without their process, which nobody who stays has gone on with or told people about yet. */
export const leftBehind = `
ALTER TABLE runs ADD COLUMN left_behind INTEGER NOT NULL DEFAULT 0;
`;
