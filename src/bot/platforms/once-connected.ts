/** What is known once a platform is connected. Nothing comes in before that; a delivery that is too early is to come again. */
export function onceConnected<T>(platform: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`${platform} is not connected yet`);
  return value;
}
