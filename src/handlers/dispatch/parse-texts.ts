import { texts } from '../../actions/text.ts';

/** What is said about a command that could not be read. */
export const say = texts('parse', {
  empty: { en: 'Type a command, for example /help.', zh: '请输入命令,例如 /help。' },
  tooLong: {
    en: 'That is {length} characters; a command has at most {limit}.',
    zh: '这段文字有 {length} 个字符,命令最多 {limit} 个。',
  },
  controlCharacter: {
    en: 'There is a control character in it (U+{code}). Type the command again.',
    zh: '命令里有控制字符(U+{code}),请重新输入。',
  },
  noCommand: { en: 'I know no command "{word}".', zh: '没有“{word}”这个命令。' },
  noCommandNear: {
    en: 'I know no command "{word}". Did you mean {suggestion}?',
    zh: '没有“{word}”这个命令。是不是想用 {suggestion}?',
  },
  secondWord: {
    en: '/{word} needs a second word: {list}.',
    zh: '/{word} 后面还要一个词:{list}。',
  },
  severalCommands: { en: 'This can be read in two ways: {list}.', zh: '这句话有两种读法:{list}。' },
  notUnderstood: {
    en: 'I do not understand "{word}" after /{command}.',
    zh: '/{command} 后面的“{word}”看不懂。',
  },
  notUnderstoodNear: {
    en: 'I do not understand "{word}" after /{command}. Did you mean {suggestion}?',
    zh: '/{command} 后面的“{word}”看不懂。是不是想说 {suggestion}?',
  },
  noSystem: { en: 'I know no system "{word}".', zh: '没有“{word}”这个系统。' },
  noSystemNear: {
    en: 'I know no system "{word}". Did you mean {suggestion}?',
    zh: '没有“{word}”这个系统。是不是想说 {suggestion}?',
  },
  noService: {
    en: 'I know no service "{word}".{count, plural, =0 {} other { There are {list}.}}',
    zh: '没有“{word}”这个服务。{count, plural, =0 {} other {现有服务:{list}。}}',
  },
  noServiceNear: {
    en: 'I know no service "{word}". Did you mean {suggestion}?',
    zh: '没有“{word}”这个服务。是不是想说 {suggestion}?',
  },
  noServiceIn: {
    en: 'I know no service "{word}" in {system}.{count, plural, =0 {} other { It has {list}.}}',
    zh: '{system} 里没有“{word}”这个服务。{count, plural, =0 {} other {该系统的服务:{list}。}}',
  },
  noServiceInNear: {
    en: 'I know no service "{word}" in {system}. Did you mean {suggestion}?',
    zh: '{system} 里没有“{word}”这个服务。是不是想说 {suggestion}?',
  },
  serviceElsewhere: {
    en: '{system} has no service "{word}"; there is one in {homes}.',
    zh: '{system} 里没有“{word}”这个服务,{homes} 里有。',
  },
  takesNoService: {
    en: '/{command} is for a whole system; {word} is a service of {homes}.',
    zh: '/{command} 只能对整个系统用;{word} 是 {homes} 的一个服务。',
  },
  takesNoSystem: { en: '/{command} takes no system.', zh: '/{command} 不需要写系统。' },
  noPerson: { en: 'I know nobody called "{word}".', zh: '没有叫“{word}”的人。' },
  noPersonNear: {
    en: 'I know nobody called "{word}". Did you mean {suggestion}?',
    zh: '没有叫“{word}”的人。是不是想说 {suggestion}?',
  },
  severalPersons: { en: '"{word}" may be {list}. Say which.', zh: '“{word}”可能是 {list},请写清楚是谁。' },
  whoAreYou: { en: 'I cannot tell who "{word}" is here.', zh: '在这里我不知道“{word}”是谁。' },
  noOption: { en: '/{command} has no option "{word}".', zh: '/{command} 没有“{word}”这个选项。' },
  noOptionNear: {
    en: '/{command} has no option "{word}". Did you mean {suggestion}?',
    zh: '/{command} 没有“{word}”这个选项。是不是想说 {suggestion}?',
  },
  emptyOption: {
    en: '{option}= needs a value right after it, such as {option}="…".',
    zh: '{option}= 后面要紧跟内容,例如 {option}="…"。',
  },
  notClosed: {
    en: 'The quotation {word} is not closed.',
    zh: '引号没有配对:{word}。',
  },
  quoteIt: {
    en: 'Put free text in quotation marks: "{word}".',
    zh: '说明文字请放在引号里:"{word}"。',
  },
  sameTwice: { en: '"{word}" is there twice.', zh: '“{word}”写了两遍。' },
  twoOfAKind: {
    en: '{kind, select, system {One system at a time} service {One service at a time} person {One person at a time} choice {Only one of these can hold} other {One is enough}}: {first} or {second}?',
    zh: '{kind, select, system {一次只能写一个系统} service {一次只能写一个服务} person {一次只能写一个人} choice {这两个只能选一个} other {只要一个}}:{first} 还是 {second}?',
  },
  whichSystem: { en: 'Which system: {list}?', zh: '哪个系统:{list}?' },
  noSystems: { en: 'No system is configured.', zh: '还没有配置任何系统。' },
  whichHome: {
    en: '{word} runs in several systems. Which one: {list}?',
    zh: '{word} 在几个系统里都有,是哪一个:{list}?',
  },
  whichLog: { en: '{word} may be several logs. Which one: {list}?', zh: '{word} 对应多个日志,是哪一个:{list}?' },
  noLog: { en: '{system} has no log "{word}"; it has {list}.', zh: '{system} 没有“{word}”这个日志,现有 {list}。' },
  noToken: {
    en: '{system} has no key called "{word}"; it has {list}. Type only its name: the key itself is asked for privately.',
    zh: '{system} 没有名为“{word}”的密钥,现有 {list}。只需输入名称,密钥内容会私下索取。',
  },
  whichOfAll: { en: 'Which service: {list}?', zh: '哪个服务:{list}?' },
  whichService: { en: 'Which service of {system}: {list}?', zh: '{system} 的哪个服务:{list}?' },
  whichChoice: { en: '/{command} needs one of {list}.', zh: '/{command} 需要写明:{list},选一个。' },
  missing: {
    en: '/{command} needs {kind, select, duration {a time such as 30m or 2h} count {a number} id {the number of a run or the code of a request} person {a person, such as @bob} text {a text in quotation marks} option {{field}="…"} rest {more words} other {{field}}}. For example {example}',
    zh: '/{command} 还缺{kind, select, duration {时长,如 30分钟 或 2小时} count {数量} id {运行编号或请求代码} person {人,如 @bob} text {引号里的说明} option { {field}="…"} rest {后面的内容} other { {field}}}。例如 {example}',
  },
  refused: { en: '/{command} cannot take {what}: {why}.', zh: '/{command} 不接受{what}:{why}。' },
  tooSmall: {
    en: '{kind, select, text {at least {least} characters are needed} other {at least {least} is needed}}',
    zh: '{kind, select, text {至少要 {least} 个字} other {至少要 {least}}}',
  },
  tooBig: {
    en: '{kind, select, text {at most {most} characters are allowed} other {at most {most} is allowed}}',
    zh: '{kind, select, text {最多 {most} 个字} other {最多 {most}}}',
  },
  amount: { en: '{value}', zh: '{value}' },
  field: { en: '{value} as {field}', zh: ' {value}({field})' },
  theseWords: { en: 'these words', zh: '这样的写法' },
});
