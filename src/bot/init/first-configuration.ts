export interface Beginner {
  /** Of this machine; becomes the first person. */
  readonly osUser: string;
  /** IANA. */
  readonly timeZone: string;
  readonly language: 'en' | 'zh';
}

/** Files of a first configuration by their names. It loads once the key is there; lines to edit end in `# <-`. */
export const firstConfiguration = (beginner: Beginner): Readonly<Record<string, string>> => ({
  'zhiban.yaml': zhibanYaml(beginner),
  'systems/example.yaml': exampleYaml,
  known_hosts: knownHosts,
});

const zhibanYaml = ({
  osUser,
  timeZone,
  language,
}: Beginner): string => `# All *.yaml here are one configuration; each system has a file of its own in systems/.
# Lines to edit end in "# <-". What is wrong, and how to mend it: zhiban check --config THIS FOLDER
# Every key there is: zhiban schema
team:
  timeZone: ${timeZone}
  language: ${language} # or ${language === 'en' ? 'zh' : 'en'}

# Where the bot keeps what it did: runs, approvals, the audit trail. Never inside this folder.
state:
  dir: \${HOME}/.zhiban/state # a service of its own: /var/lib/zhiban

hosts:
  h1:
    transport: ssh
    address: 192.0.2.10 # <- name or IP address of the host
    user: ops # <- who the bot logs in as; not root: zhiban sudoers h1 prints the rights it needs
    # The file of a private key without a passphrase; secrets themselves are never written here.
    key: { file: "\${HOME}/.ssh/zhiban" }
    # Host keys that are trusted. Or: { fingerprints: ["SHA256:..."] }
    hostKeys: { knownHostsFile: known_hosts }

# Who there is. A person is one human with many ids; who is not here may do nothing.
people:
  ${personId(osUser)}:
    name: ${JSON.stringify(osUser)}
    roles: [admin]
    osUsers: [${JSON.stringify(osUser)}] # on the command line, this user of this machine
    # chat: { telegram: ["12345"] } # /whoami in a chat shows the id
  # Dangerous changes need the yes of a second person:
  # bob: { name: Bob, roles: [on-call], osUsers: [bob] }

roles:
  admin: { title: Administrators }
  on-call: { title: On call }

# What is watched of every system; how much is too much stands in its thresholds.
monitors:
  service: { kind: service, every: 30s, times: 2 }
  cpu: { kind: cpu, for: 5m }
  memory: { kind: memory, for: 5m }
  disk: { kind: disk }

# What is not granted is denied.
grants:
  - role: admin
    may: ["*"]
    approve: ["*"]
  - role: on-call
    may: ["service:*", "alert:*", "*:read", "bot:talk"]
    # systems: [example]
    # hours: { from: "09:00", to: "18:00" }
`;

const exampleYaml = `# One system: rename this file, its name is what people type. /health example
title: Example # <- how people call it
aliases: []
environment: staging # production asks to confirm, and for a second person before what is dangerous
folder: /opt/example # <- where it lives on the host

services:
  web:
    host: h1
    runtime: { kind: systemd, unit: nginx.service, reload: true } # <- the unit that runs it
    port: 80
    health: { url: "http://localhost/" } # asked on the host itself; expect: { status: healthy } judges the body's fields
  # A process with a PID file instead of a unit, run by the user the bot logs in as:
  # worker:
  #   host: h1
  #   needs: [web]
  #   runtime:
  #     kind: pidfile
  #     pidFile: /opt/example/run/worker.pid
  #     command: [python3, worker.py]
  #     folder: /opt/example
  #     logFile: /opt/example/logs/worker.log

logs:
  access: { host: h1, path: /var/log/nginx/access.log }

# databases:
#   main: { engine: sqlite, host: h1, path: /opt/example/app.db }
# backups: { host: h1, folder: /backup/example }

thresholds: { cpuPercent: 80, memoryPercent: 85, diskPercent: 90 }
`;

const knownHosts = `# Host keys the bot trusts. zhiban check shows the fingerprint a host presents; compare it on the host itself with
#   ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub
# and when it is the same, add its line: ssh-keyscan -t ed25519 ADDRESS >> known_hosts
`;

/** An OS user as a person's id. */
const personId = (osUser: string): string => {
  const id = osUser.toLowerCase().replace(/[^a-z0-9_.-]/g, '');
  return /^[a-z][a-z0-9_.-]{0,31}$/.test(id) ? id : 'me';
};
