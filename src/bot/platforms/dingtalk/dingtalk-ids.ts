import type { Check } from '../../config/checks/check.ts';
import { fault } from '../../config/fault.ts';
import { find, findText } from '../../config/tree.ts';

/** A staff id means something only with its organisation; names and group titles are chosen by anybody. */
export const dingtalkIds: Check = (tree) => [
  ...find(tree, 'people.*.chat.dingtalk.*').flatMap(({ tree: id, place }) => {
    const text = id.kind === 'scalar' ? String(id.value) : '';
    const hint = 'Let them write to the robot: it says "You are dingtalk:CORP:STAFF". Write "CORP:STAFF".';
    return /^[^:\s]+:[^:\s]+$/.test(text)
      ? []
      : [fault(place, 'a person on DingTalk is an organisation and a staff id, not a name', hint)];
  }),
  ...find(tree, 'channels.*').flatMap(({ tree: channel }) => {
    const [platform, tenant, space] = ['platform', 'tenant', 'space'].map((key) => findText(channel, key)[0]);
    if (
      platform?.text !== 'dingtalk' ||
      space === undefined ||
      (tenant?.text ?? '') !== '' ||
      space.text.startsWith('robot:')
    )
      return [];
    const hint = 'Mention the robot in the group with a command: it says both ids. Add tenant: "CORP".';
    return [fault(space.place, 'a group on DingTalk needs its organisation beside it', hint)];
  }),
];
