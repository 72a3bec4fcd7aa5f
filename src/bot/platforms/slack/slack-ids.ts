import type { Check } from '../../config/checks/check.ts';
import { fault } from '../../config/fault.ts';
import { at, find, findText } from '../../config/tree.ts';

/** People and rooms there are known by ids; what a mode needs is there. */
export const slackIds: Check = (tree) => [
  ...find(tree, 'people.*.chat.slack.*').flatMap(({ tree: id, place }) => {
    const text = id.kind === 'scalar' ? String(id.value) : '';
    const hint = 'Let them write to the bot: it says "You are slack:T012AB:U034CD". Write "T012AB:U034CD".';
    return /^[TE][A-Z0-9]+:[UW][A-Z0-9]+$/.test(text)
      ? []
      : [fault(place, "a person on Slack is their team's id and their own, not a name", hint)];
  }),
  ...find(tree, 'channels.*').flatMap(({ tree: channel }) => {
    const [platform, space] = ['platform', 'space'].map((key) => findText(channel, key)[0]);
    if (platform?.text !== 'slack' || space === undefined || /^[CG][A-Z0-9]+$/.test(space.text)) return [];
    const hint = 'In Slack, the name of the channel → About, at the end: Channel ID, such as C0123ABCD.';
    return [fault(space.place, 'a channel on Slack is its id, not its name', hint)];
  }),
  ...wanted(tree),
];

const needs = {
  socket: ['appToken', 'Make it at api.slack.com/apps, the app, Basic Information, App-Level Tokens.'],
  http: ['signingSecret', 'It stands at api.slack.com/apps, the app, Basic Information, App Credentials.'],
} as const;

const wanted = (tree: Parameters<Check>[0]) => {
  const slack = at(tree, ['platforms', 'slack']);
  if (slack === undefined) return [];
  const mode = findText(tree, 'platforms.slack.mode')[0]?.text ?? 'socket';
  if (mode !== 'socket' && mode !== 'http') return [];
  const [key, hint] = needs[mode];
  const address = findText(tree, 'web.publicUrl').length;
  return [
    ...(at(tree, ['platforms', 'slack', key]) === undefined
      ? [fault(slack.place, `platforms.slack.${key} is missing for the mode ${mode}`, hint)]
      : []),
    ...(mode === 'http' && address === 0
      ? [fault(slack.place, 'Slack would not know what address to call', 'Set web.publicUrl to the https address.')]
      : []),
  ];
};
