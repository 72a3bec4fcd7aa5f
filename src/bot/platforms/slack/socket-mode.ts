export { SocketModeClient } from '@slack/socket-mode';
