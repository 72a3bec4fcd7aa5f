import { mayPress, personCalled } from '../../../handlers/alerts/may-press.ts';
import { conversationOf, type Room } from './rooms.ts';
import type { Web } from './web.ts';

/** Whether the one who reads may press a button of an alert: a room's message is one for all, its buttons are not. */
export const pressing =
  (web: Pick<Web, 'desk'>, me: string, room: Pick<Room, 'space'>) =>
  (command: string): boolean =>
    mayPress(web.desk, personCalled(me), command, conversationOf(room));

/** Messages about alerts are told by their key. */
export const isOfAlert = (key: string): boolean => key.startsWith('bot:alert:');
