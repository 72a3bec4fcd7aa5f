import { type Failure, type FailureCode, fail } from '../../../actions/result.ts';
import type { CatalogueText } from '../../../actions/text.ts';
import { outside } from '../../../actions/text.ts';
import type { SshHostSpec } from '../host-spec.ts';
import { say } from '../host-texts.ts';
import type { Problem } from './dial.ts';
import { fingerprintOf, type HostKeyVerdict, type PinnedKeys } from './host-keys.ts';

/** What the server showed when its host key was not accepted. */
export interface ShownKey {
  readonly key: Uint8Array;
  readonly verdict: HostKeyVerdict;
  readonly pinned: PinnedKeys;
}

/** Says why a host cannot be reached, each cause in its own words. */
export function connectFailure(
  host: string,
  spec: SshHostSpec,
  problem: Exclude<Problem, 'host-key'>,
  reason: string,
): Failure {
  const params = {
    host,
    address: `${spec.address}:${spec.port}`,
    user: spec.user,
    limit: { durationMs: spec.connectTimeout },
    reason: outside(reason),
  };
  const failed = (code: FailureCode, message: CatalogueText): Failure =>
    fail(code, message, { detail: { host, problem, reason } }).failure;
  switch (problem) {
    case 'refused':
      return failed('unreachable', say.refused(params));
    case 'timed-out':
      return failed('unreachable', say.connectTimedOut(params));
    case 'no-route':
      return failed('unreachable', say.noRoute(params));
    case 'name-unknown':
      return failed('unreachable', say.nameUnknown(params));
    case 'login-refused':
      return failed('unreachable', say.loginRefused(params));
    case 'key-unusable':
      return failed('faulty-configuration', say.keyUnusable(params));
    case 'throttled':
      return failed('unreachable', say.throttled(params));
    case 'no-common-algorithm':
      return failed('unreachable', say.noCommonAlgorithm(params));
    case 'handshake-broken':
      return failed('unreachable', say.handshakeBroken(params));
    case 'aborted':
      return failed('cancelled', say.closing());
  }
}

/** A hard stop, with both fingerprints to compare. */
export function hostKeyFailure(host: string, spec: SshHostSpec, shown: ShownKey): Failure {
  const presented = fingerprintOf(shown.key);
  const pinned = shown.pinned.fingerprints;
  const params = { host, address: `${spec.address}:${spec.port}`, presented, pinned: { list: [...pinned] } };
  const message =
    shown.verdict === 'unknown'
      ? say.hostKeyUnknown(params)
      : shown.verdict === 'revoked'
        ? say.hostKeyRevoked(params)
        : say.hostKeyChanged(params);
  return fail('unreachable', message, { detail: { host, problem: 'host-key', presented, pinned } }).failure;
}
