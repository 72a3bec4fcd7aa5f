import { texts } from '../../actions/text.ts';

/** What is said when a host, a command on it, or an address behind it does not answer as wished. */
export const say = texts('hosts', {
  unknownHost: { en: 'I know no host {host}.', zh: '没有名为 {host} 的主机。' },
  refused: {
    en: '{host} refuses connections: nothing listens on {address}.',
    zh: '{host} 拒绝连接:{address} 上没有服务在监听。',
  },
  connectTimedOut: {
    en: '{host} did not answer on {address} within {limit}.',
    zh: '{host}({address})在 {limit} 内没有应答。',
  },
  noRoute: { en: 'There is no way to {host} ({address}).', zh: '网络不通,无法到达 {host}({address})。' },
  nameUnknown: {
    en: 'The address of {host}, {address}, cannot be resolved.',
    zh: '无法解析 {host} 的地址 {address}。',
  },
  hostKeyChanged: {
    en: '{host} shows another host key than the pinned one, so nothing was sent to it. Pinned: {pinned}. Shown by {address}: {presented}.',
    zh: '{host} 出示的主机密钥与登记的不符,未向其发送任何内容。登记的:{pinned};{address} 出示的:{presented}。',
  },
  hostKeyUnknown: {
    en: 'No host key is pinned for {host}, so nothing was sent to it. {address} shows {presented}; compare it with the host itself before pinning it.',
    zh: '{host} 尚未登记主机密钥,未向其发送任何内容。{address} 出示的是 {presented},请先与主机本身核对再登记。',
  },
  hostKeyRevoked: {
    en: '{host} shows a host key that is marked as revoked: {presented} ({address}). Nothing was sent to it.',
    zh: '{host}({address})出示的主机密钥已被吊销:{presented},未向其发送任何内容。',
  },
  knownHostsUnreadable: {
    en: 'The known hosts file for {host} cannot be read: {reason}.',
    zh: '无法读取 {host} 的已知主机文件:{reason}。',
  },
  loginRefused: {
    en: '{host} refused to let {user} in with the configured key.',
    zh: '{host} 拒绝用户 {user} 用所配置的密钥登录。',
  },
  keyUnusable: {
    en: 'The private key for {host} cannot be used: {reason}.',
    zh: '{host} 的私钥不可用:{reason}。',
  },
  throttled: {
    en: '{host} hangs up before the handshake, as sshd does when too many connect at once ({address}).',
    zh: '{host}({address})在握手前就断开,通常是同时登录过多被 sshd 限流。',
  },
  noCommonAlgorithm: {
    en: '{host} and I have no SSH algorithm in common ({reason}).',
    zh: '与 {host} 没有共同支持的 SSH 算法({reason})。',
  },
  handshakeBroken: {
    en: 'The connection to {host} broke during the handshake ({reason}).',
    zh: '与 {host} 的连接在握手时中断({reason})。',
  },
  noChannel: {
    en: '{host} opens no session for a command ({reason}).',
    zh: '{host} 不允许打开会话来执行命令({reason})。',
  },
  shellSilent: {
    en: 'The login shell on {host} did not run the command (exit {exitCode}).',
    zh: '{host} 的登录 shell 没有执行命令(退出码 {exitCode})。',
  },
  busy: {
    en: '{program} did not get to run on {host} within {limit}.',
    zh: '{limit} 内未能在 {host} 上开始执行 {program}。',
  },
  closing: { en: 'Connections to hosts are being closed.', zh: '正在关闭与主机的连接。' },
  commandTooLong: {
    en: 'The command {program} is too long for {host}: {size} of at most {limit}.',
    zh: '命令 {program} 对 {host} 来说太长:{size},上限 {limit}。',
  },
  timedOut: {
    en: '{program} on {host} took longer than {limit} and was ended.',
    zh: '{host} 上的 {program} 超过 {limit} 未完成,已被终止。',
  },
  timedOutUnseen: {
    en: '{program} on {host} took longer than {limit}. Whether it was ended could not be seen.',
    zh: '{host} 上的 {program} 超过 {limit} 未完成,无法确认是否已终止。',
  },
  timedOutLeft: {
    en: '{program} on {host} took longer than {limit}, and these processes could not be ended: {pids}.',
    zh: '{host} 上的 {program} 超过 {limit} 未完成,以下进程无法终止:{pids}。',
  },
  cancelled: { en: '{program} on {host} was cancelled and ended.', zh: '{host} 上的 {program} 已取消并终止。' },
  cancelledBefore: {
    en: 'Cancelled before {program} was started on {host}.',
    zh: '{program} 尚未在 {host} 上开始即已取消。',
  },
  cancelledUnseen: {
    en: '{program} on {host} was cancelled. Whether it was ended could not be seen.',
    zh: '{host} 上的 {program} 已取消,无法确认是否已终止。',
  },
  cancelledLeft: {
    en: '{program} on {host} was cancelled, and these processes could not be ended: {pids}.',
    zh: '{host} 上的 {program} 已取消,但以下进程无法终止:{pids}。',
  },
  floodLeft: {
    en: '{program} on {host} wrote too much, and these processes could not be ended: {pids}.',
    zh: '{host} 上的 {program} 输出过多,以下进程无法终止:{pids}。',
  },
  lost: {
    en: 'The connection to {host} broke while {program} was at work. Whether it took effect is not known.',
    zh: '{program} 执行期间与 {host} 的连接中断,无法得知是否已生效。',
  },
  connectionLost: { en: 'The connection to {host} broke.', zh: '与 {host} 的连接中断。' },
  portRefused: { en: 'Nothing listens on {url} at {host}.', zh: '{host} 的 {url} 没有服务在监听。' },
  noAnswer: { en: 'No answer from {url} at {host} within {limit}.', zh: '{host} 的 {url} 在 {limit} 内无响应。' },
  hungUp: {
    en: '{url} at {host} hung up before it had answered.',
    zh: '{host} 的 {url} 未应答完就断开了连接。',
  },
  notHttp: { en: '{url} at {host} does not speak HTTP ({reason}).', zh: '{host} 的 {url} 返回的不是 HTTP({reason})。' },
  noConnection: {
    en: '{url} cannot be reached from {host} ({reason}).',
    zh: '从 {host} 无法连接 {url}({reason})。',
  },
  noRelay: {
    en: '{host} forwards no connections and has neither perl, python3 nor curl to ask {url} with.',
    zh: '{host} 禁止端口转发,也没有 perl、python3 或 curl,无法访问 {url}。',
  },
  requestCancelled: { en: 'Asking {url} at {host} was cancelled.', zh: '对 {host} 的 {url} 的请求已取消。' },
  onlyLoopback: {
    en: '{url} is not an address of this machine itself (localhost), the only one asked on {host}.',
    zh: '{url} 不是本机地址(localhost),{host} 上只允许访问本机。',
  },
  noPrivileges: {
    en: '{program} is not run on {host}: a local host works without other rights.',
    zh: '{host} 是本机,不以其他权限运行,拒绝执行 {program}。',
  },
  outsideFolder: {
    en: '{path} lies outside {folder}, all that may be touched on {host}.',
    zh: '{path} 不在 {folder} 之内,{host} 上只允许访问该目录。',
  },
});
