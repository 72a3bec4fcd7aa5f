/** Where a platform posts to: below where the bot is reached from outside, see `OpenPlatforms.mount`. */
export const platformUrl = (publicUrl: string, platform: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/platforms/${platform}`;
