/** The folder a path lies in; `/` of what lies at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));
/** The name within it. */
export const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
