"""Runs one of the three services in the foreground: binds, writes its PID file, serves."""
import errno
import os
import sys

import standin

HOME = '/opt/smart-teaching'
LOGS = f'{HOME}/devops/logs'


def logger(service):
    return standin.logger(service, f'{LOGS}/{service}.log')


def run(service, port, log, pages):
    standin.crash_if_told(service, log)
    try:
        server = standin.Server(('0.0.0.0', port), standin.handler(service, log, pages))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        log.error('port %d: address already in use', port)
        sys.exit(1)
    # By rename, so that nobody ever reads half a number.
    pid_file = f'{LOGS}/pids/{service}.pid'
    with open(f'{pid_file}.new', 'w') as file:
        file.write(f'{os.getpid()}\n')
    os.rename(f'{pid_file}.new', pid_file)
    standin.end_on_term(service, log, lambda: standin.exit_now(log))
    log.info('%s listens on port %d', service, port)
    server.serve_forever()
