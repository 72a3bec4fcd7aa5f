// biome-ignore lint/correctness/noUnresolvedImports: it exports by CommonJS, which biome does not follow
import { chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

type Browser = Awaited<ReturnType<typeof chromium.launch>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;
type PageOptions = Parameters<Browser['newPage']>[0];

/** One browser for a file of tests; each page has a session of its own and no fault on its console. */
export function aBrowser() {
  let browser: Browser;
  const faults: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      // Its sandbox does not work as root.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  afterAll(() => browser.close());
  return {
    faults,
    async page(options: PageOptions = {}): Promise<Page> {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      return page;
    },
  };
}

/** Types a command and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await page.fill('#line', text);
  await page.press('#line', 'Enter');
}
