/** What people call the levels; 40 is error. */
const levels: Readonly<Record<string, number>> = {
  debug: 10,
  info: 20,
  warn: 30,
  warning: 30,
  error: 40,
  critical: 50,
  fatal: 50,
  调试: 10,
  信息: 20,
  警告: 30,
  错误: 40,
  严重: 50,
};

export const levelOf = (word: string): number | undefined => levels[word.toLowerCase()];

export const levelNames: ReadonlyMap<number, string> = new Map([
  [10, 'debug'],
  [20, 'info'],
  [30, 'warning'],
  [40, 'error'],
  [50, 'critical'],
]);
