// Draws messages as a phone shows them, to look at: node scripts/preview/preview.ts OUT.png [light|dark] [en|zh] [sample ...]
// biome-ignore lint/correctness/noUnresolvedImports: it exports by CommonJS, which biome does not follow
import { chromium } from 'playwright-core';
import { now, samples } from '../../test/bot/platforms/terminal/samples.ts';
import { telegramPhone } from './telegram.ts';

const [out = 'preview.png', theme = 'dark', language = 'en', ...names] = process.argv.slice(2);
const wanted = names.length === 0 ? Object.keys(samples) : names;
const reader = { language: language === 'zh' ? 'zh' : 'en', timeZone: 'Asia/Shanghai', nowMs: now } as const;
const html = telegramPhone(
  wanted.flatMap((name) => samples[name] ?? []),
  reader,
  theme === 'light' ? 'light' : 'dark',
);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 }, deviceScaleFactor: 2 });
  await page.setContent(html);
  await page.screenshot({ path: out, fullPage: true });
} finally {
  await browser.close();
}
