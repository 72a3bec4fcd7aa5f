import { Slots } from '../slots.ts';

/** Logins to one address at the same time: sshd begins to turn them away at 10 (MaxStartups 10:30:100), and a busy one still counts some that are through. */
const perAddress = 6;

export interface HandshakeSlots {
  of(address: string, port: number): Slots;
}

export function makeHandshakeSlots(): HandshakeSlots {
  const slots = new Map<string, Slots>();
  return {
    of(address, port) {
      const key = `${address}:${port}`;
      const known = slots.get(key) ?? new Slots(perAddress);
      slots.set(key, known);
      return known;
    },
  };
}
