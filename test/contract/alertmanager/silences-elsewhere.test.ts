import { afterAll, beforeAll } from 'vitest';
import { silencesThere } from '../../../src/bot/alertmanager/silences-there.ts';
import { alertmanagerSource } from '../../../src/handlers/alerts/alert-settings.ts';
import { fakeAlertmanager } from '../../fakes/fake-alertmanager.ts';
import { type AlertmanagerWorld, alertmanagerWorld } from '../../process/alertmanager-world.ts';
import { describeSilencesElsewhere, members } from './silences-elsewhere-contract.ts';

let world: AlertmanagerWorld;
beforeAll(async () => {
  world = await alertmanagerWorld({ groupInterval: '30s' });
});
afterAll(() => world?.close());

describeSilencesElsewhere('In memory', async () => fakeAlertmanager(members));

describeSilencesElsewhere('Alertmanager', async () => ({
  elsewhere: silencesThere({
    sources: () => ({ am: alertmanagerSource.parse({ kind: 'alertmanager', api: world.api }) }),
    members,
    now: Date.now,
  }),
  async fires(labels) {
    const { alertname = '', ...others } = labels;
    world.amtool('alert', 'add', alertname, ...Object.entries(others).map(([label, value]) => `${label}=${value}`));
  },
}));
