"""What the stand-in applications share: faults, read anew at each request, log lines and HTTP answers."""
import http.server
import json
import logging
import os
import signal
import sys
import time


def faulty(service, fault):
    try:
        with open(f'/run/lab/faults/{service}') as file:
            return fault in file.read().split()
    except OSError:
        return False


def logger(name, path):
    logging.basicConfig(filename=path, level=logging.INFO, format='%(asctime)s - %(name)s - %(levelname)s - %(message)s')
    return logging.getLogger(name)


def read_env(path):
    with open(path) as file:
        pairs = [line.strip().split('=', 1) for line in file if '=' in line and not line.startswith('#')]
    return dict(pairs)


def crash_if_told(service, log):
    if faulty(service, 'crash-on-start'):
        log.error('Application startup failed. Exiting.')
        raise RuntimeError('Application startup failed')


def end_on_term(service, log, then):
    def on_term(*_):
        if faulty(service, 'ignore-term'):
            log.warning('SIGTERM ignored')
        else:
            then()
    signal.signal(signal.SIGTERM, on_term)
    signal.signal(signal.SIGINT, on_term)


def handler(service, log, pages):
    """pages: path -> function of one argument (is the wrong body wanted?) that returns a dict (JSON) or a string (HTML)."""
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        server_version = 'uvicorn'
        sys_version = ''

        def do_GET(self):
            while faulty(service, 'hang'):
                time.sleep(0.2)
            if faulty(service, 'slow'):
                time.sleep(8)
            page = pages.get(self.path.split('?')[0])
            body = page(faulty(service, 'wrong-body')) if page else {'detail': 'Not Found'}
            is_html = isinstance(body, str)
            data = (body if is_html else json.dumps(body, separators=(',', ':'))).encode()
            self.send_response(200 if page else 404)
            self.send_header('Content-Type', 'text/html; charset=utf-8' if is_html else 'application/json')
            self.send_header('Content-Length', str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, form, *args):
            log.info('%s - "%s" %s', self.address_string(), args[0], args[1])

        def log_error(self, form, *args):
            log.error(form, *args)
    return Handler


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        # A caller that went away (a time limit of its own) is no error of the application.
        if not isinstance(sys.exc_info()[1], (BrokenPipeError, ConnectionResetError)):
            super().handle_error(request, client_address)


def exit_now(log):
    log.info('Shutting down')
    logging.shutdown()
    os._exit(0)
