/** One text under which a secret may appear. */
export interface Needle {
  readonly name: string;
  readonly text: string;
  /** For base64: line breaks may stand inside, and the character before or after may carry bits of the secret too. */
  readonly base64?: { readonly sharesBefore: boolean; readonly sharesAfter: boolean };
}

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Every byte percent-encoded but those `kept`; the hex in upper and lower case. */
function percentForms(bytes: Uint8Array, kept: RegExp): readonly string[] {
  const encode = (hex: (byte: number) => string): string =>
    Array.from(bytes, (byte) => {
      const char = String.fromCharCode(byte);
      return byte < 0x80 && kept.test(char) ? char : `%${hex(byte)}`;
    }).join('');
  return [encode((byte) => hexOf(byte).toUpperCase()), encode(hexOf)];
}

/** What encoders leave as it is: RFC 3986, encodeURIComponent, encodeURI, HTML forms, nothing. */
const percentKept = [/[\w.~-]/, /[\w.!~*'()-]/, /[\w.!~*'();/?:@&=+$,#-]/, /[\w.*-]/, /[^\s\S]/];

function jsonForms(value: string): readonly string[] {
  const once = JSON.stringify(value).slice(1, -1);
  const ascii = (hex: (code: string) => string): string =>
    once.replace(/[^ -~]/g, (char) => `\\u${hex(char.charCodeAt(0).toString(16).padStart(4, '0'))}`);
  const forms = [once, ascii((code) => code), ascii((code) => code.toUpperCase())];
  const slashed = forms.map((form) => form.replaceAll('/', '\\/'));
  return [...forms, ...slashed].flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]);
}

function base64Forms(name: string, bytes: Uint8Array): readonly Needle[] {
  return [0, 1, 2].flatMap((shift) => {
    const whole = btoa('\0'.repeat(shift) + String.fromCharCode(...bytes)); // secrets are far below the argument limit
    const bits = 8 * (shift + bytes.length);
    const core = whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(bits / 6));
    const urlSafe = core.replaceAll('+', '-').replaceAll('/', '_');
    const texts = [core, urlSafe, core.replaceAll('/', '\\/'), ...percentForms(utf8(core), /\w/)];
    return texts.map((text) => ({ name, text, base64: { sharesBefore: shift > 0, sharesAfter: bits % 6 > 0 } }));
  });
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A key of several lines is printed with a stamp before each, or one of them alone: each line that is no prose counts. */
export const linesOf = (name: string, value: string): readonly Needle[] => {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return lines.length < 2 ? [] : lines.filter((line) => /^[^\s-]\S{23,}$/.test(line)).map((text) => ({ name, text }));
};

/** Every form in which a secret is looked for, each once. */
export function encodingsOf(name: string, value: string): readonly Needle[] {
  const bytes = utf8(value);
  const hex = Array.from(bytes, hexOf).join('');
  const percent = percentKept.flatMap((kept) => percentForms(bytes, kept));
  const forms = percent.map((form) => form.replaceAll('%20', '+'));
  const plain = new Set([value, ...percent, ...forms, ...jsonForms(value), hex, hex.toUpperCase()]);
  return [...Array.from(plain, (text) => ({ name, text })), ...base64Forms(name, bytes)];
}
