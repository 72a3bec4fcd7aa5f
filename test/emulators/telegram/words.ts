import { detect } from './detect.ts';
import { type Parsed, parseHtml, trimmed } from './html.ts';
import { badRequest } from './refusal.ts';
import { type Call, textParam } from './wire.ts';

const limits = { text: 4096, caption: 1024 };

/** Text or caption of a message as it will be seen. */
export function readWords(call: Call, field: 'text' | 'caption'): Parsed & { readonly html?: string } {
  const given = textParam(call, field) ?? '';
  const mode = textParam(call, 'parse_mode');
  if (mode !== undefined && mode.toLowerCase() !== 'html') throw badRequest('unsupported parse_mode');
  if (!given.isWellFormed()) throw badRequest('strings must be encoded in UTF-8');
  const parsed = mode === undefined ? trimmed({ text: given, entities: [] }) : parseHtml(given);
  if (field === 'text' && parsed.text === '') throw badRequest('message text is empty');
  if (parsed.text.length > limits[field])
    throw badRequest(field === 'text' ? 'message is too long' : 'message caption is too long');
  if (parsed.entities.length > 100)
    return { ...detect({ ...parsed, entities: parsed.entities.slice(0, 100) }), html: given };
  return { ...detect(parsed), ...(mode === undefined ? {} : { html: given }) };
}

export const asksForPreview = (call: Call): boolean => {
  const options = call.params.link_preview_options;
  return !(typeof options === 'object' && options !== null && 'is_disabled' in options && options.is_disabled === true);
};
