import type { Plan } from '../../actions/plan.ts';
import { secretsIn } from '../../actions/secret-input.ts';
import type { Desk } from '../desk.ts';

/** Deletes the values a plan was given, now that nothing needs them. What cannot be deleted now goes with its hour. */
export async function dropSecrets(desk: Desk, { input, steps }: Pick<Plan, 'input' | 'steps'>): Promise<void> {
  const refs = secretsIn([input, steps.map(({ params }) => params)]);
  if (refs.length === 0) return;
  await desk.store.sealed.drop([...new Set(refs)]).catch((error: unknown) => {
    desk.log('warn', 'values given privately could not be deleted yet', { error: String(error) });
  });
}
