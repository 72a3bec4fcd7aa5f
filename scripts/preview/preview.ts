// Draws every kind of message as people see it on each platform: node scripts/preview/preview.ts [folder] [client ...]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// biome-ignore lint/correctness/noUnresolvedImports: it exports by CommonJS, which biome does not follow
import { chromium } from 'playwright-core';
import { type Kind, kinds, messageKinds, readAtMs } from '../../test/bot/platforms/kinds/message-kinds.ts';
import { type Client, looks, type Picture, previewPage } from './preview-page.ts';
import { smallPng } from './small-png.ts';

const [folder = join(import.meta.dirname, '../../docs/platforms/pictures'), ...wanted] = process.argv.slice(2);
const acting: readonly Kind[] = [
  'health',
  'plan with confirm',
  'live progress',
  'finished run',
  'failed run',
  'approval request',
  'refusal',
  'checklist',
];
const reading = kinds.filter((kind) => !acting.includes(kind));
/** Each kind on both widths, in both themes and languages. */
const shown = [
  ['desk', 'light', 'en', acting],
  ['desk', 'dark', 'zh', reading],
  ['phone', 'light', 'zh', reading],
  ['phone', 'dark', 'en', acting],
] as const;

const pictures = (Object.keys(looks) as Client[]) // its own keys
  .filter((client) => wanted.length === 0 || wanted.includes(client))
  .flatMap((client) =>
    shown.map(
      ([width, theme, language, some]): Picture & { readonly name: string; readonly some: readonly Kind[] } => ({
        some,
        name: `${client}-${width}-${theme}`,
        client,
        width,
        theme,
        reader: { language, timeZone: 'Asia/Shanghai', nowMs: readAtMs },
      }),
    ),
  );

const messages = await messageKinds();
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage({ viewport: { width: 1624, height: 800 } });
  for (const { name, some, ...picture } of pictures) {
    await page.setContent(previewPage(new Map([...messages].filter(([kind]) => some.includes(kind))), picture));
    const png = smallPng(await page.screenshot({ fullPage: true }));
    writeFileSync(join(folder, `${name}.png`), png);
    console.log(`${name}.png ${Math.round(png.length / 1024)} KB`);
  }
} finally {
  await browser.close();
}
