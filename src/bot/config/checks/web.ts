import { isLoopbackName, parseListen } from '../../http/addresses.ts';
import { fault } from '../fault.ts';
import { at, findText } from '../tree.ts';
import type { Check } from './check.ts';

/** Sessions travel in cookies: past this machine only over https. The demo lets anybody be anyone, so it stays here. */
export const pageIsGuarded: Check = (tree) => {
  const demo = at(tree, ['demo']);
  const isDemo = demo?.kind === 'scalar' && demo.value === true;
  const [url] = findText(tree, 'web.publicUrl');
  const isSafe = url !== undefined && URL.canParse(url.text) && new URL(url.text).protocol === 'https:';
  const listen = findText(tree, 'web.listen').flatMap(({ text, place }) => {
    if (!/:\d{1,5}$/.test(text) || isLoopbackName(parseListen(text).hostname)) return [];
    if (isDemo) return [fault(place, 'the page of a demo is for this machine only', 'Listen on 127.0.0.1.')];
    if (isSafe) return [];
    const hint = 'Set web.publicUrl to the https address people use, or listen on 127.0.0.1 behind a proxy.';
    return [fault(place, 'the page is open to the network without https', hint)];
  });
  if (url === undefined || isSafe || !URL.canParse(url.text) || isLoopbackName(new URL(url.text).hostname))
    return listen;
  const hint = 'Put a proxy with a certificate before it; only a loopback address may be http.';
  return [...listen, fault(url.place, 'web.publicUrl is not https', hint)];
};
