import { fakeIntake } from '../../fakes/fake-intake.ts';
import { describeIntake } from './intake-contract.ts';

describeIntake('In memory', async () => fakeIntake());
