import type { Failure } from '../actions/result.ts';
import type { Answer } from './message.ts';
import { failureMessage } from './messages.ts';

export const failureAnswer = (failure: Failure): Answer => ({ code: failure.code, message: failureMessage(failure) });
