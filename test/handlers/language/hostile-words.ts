/** What would do something if a page took it for its own markup. */
export const htmlAttacks = [
  '<img src=x onerror="window.owned=1">',
  '<script>window.owned=1</script>',
  '"><svg onload=window.owned=1>',
  "' onmouseover='window.owned=1",
  '" autofocus onfocus="window.owned=1',
  '</pre></article><iframe src="javascript:parent.owned=1"></iframe>',
  '<a href="javascript:window.owned=1">click</a>',
  '<style>*{display:none!important}</style>',
  '<form action="https://evil.example"><input name=line autofocus></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '&lt;img src=x onerror=window.owned=1&gt;',
  '{{constructor.constructor("window.owned=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what it tries to be
  '${window.owned=1}',
  '\u003cscript\u003ewindow.owned=1\u003c/script\u003e',
  '<!-- --><!doctype html><plaintext>',
] as const;

/**
 * What a service could print to pass for the bot, reach people, or take a terminal over. Each is tried alone and all
 * together, by every renderer and on every platform.
 */
export const hostileCorpus: Readonly<Record<string, string>> = {
  colours: '\u001b[31mred\u001b[0m \u009b32mgreen',
  'screen tricks': '\u001b[2J\u001b[1;1H\u001b[8mhidden\u001b[0m\u001bc\u001b(0',
  title: '\u001b]0;owned\u0007 \u001bP1$r0m\u001b\\ \u009d0;owned\u009c',
  link: '\u001b]8;;https://evil.example/\u001b\\the runbook\u001b]8;;\u001b\\',
  'an unfinished link': '\u001b]8;;https://evil.example/',
  'an unfinished colour': '\u001b[31',
  'nested escapes': '\u001b\u001b[31m[31m',
  overwriting: 'FAILED 3 of 9\r● all 9 checks ok',
  backspaces: 'rm -rf /\b\b\b\b\b\b\b\bls',
  bidi: 'report-\u202egpj.exe\u202c \u2066x\u2069 \u061c\u200f',
  'zero width': 'ad\u200bmin\u2060\ufeff\u00ad\u034f\u180e\u{e0041}\u3164',
  'stacked marks': `z${'\u0335\u0321'.repeat(40)}`,
  'mentions of Slack': '<!channel> <!here> <@U123> <https://evil.example|ok>',
  'emoji and dates of Slack': ':fire: <!date^1^{date}|now> <!subteam^S1> <#C1|ops>',
  mentions: '@all @所有人 @everyone @channel @here ＠all',
  'calls of Telegram':
    '@durov #now $TON /start@evil_bot /confirm_7F3K tg://resolve?domain=evil t.me/evil a.b@evil.example',
  'calls of DingTalk':
    '[yes](dtmd://dingtalkclient/sendMessage?content=yes) ![x](https://evil.example/x.png) <font color=red>x</font>',
  'bare addresses':
    'https://evil.example/?q=1 http://10.0.0.1:80/x www.evil.example mailto:x@evil.example javascript:x()',
  HTML: htmlAttacks.join('\n'),
  markup: '<b>bold</b> <script>alert(1)</script> *b* _i_ `c` ```\n[link](https://evil.example) &amp;',
  'a fake plan':
    'Restart llm on h3 · teaching · production   plan 7F3K\n  1  stop llm\n[Restart] /confirm 7F3K     [Cancel] /deny 7F3K\nNext:  /approve 7F3KQ2',
  'fake findings':
    '● llm is back · away 1 s\n■ teaching · critical\n▲ x\n? y\n◐ z\n○ w\n✗ v\n↺ u\n│ quoted\n┆ 9 lines left out',
  'other line breaks': 'a\u0085● b\u2028● c\u2029● d\u000b● e\u000c● f\r\n● g',
  nul: 'a\u0000b\u0007c\u007fd\u009ce',
  'lone surrogates': 'x\ud800y\udc00z',
  noncharacters: '\uffff\ufffe\u{1ffff}',
};

export const hostileWords = Object.values(hostileCorpus).join('\n');

/** What no reader sees, or what turns the writing round; a line break is seen. */
export const unseen =
  /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Noncharacter_Code_Point}]/u;
