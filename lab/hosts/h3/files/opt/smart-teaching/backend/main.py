import socket
import sqlite3
import sys
import urllib.request

sys.path.insert(0, '/usr/local/lib/lab')
import teaching

log = teaching.logger('backend')


def database():
    try:
        with sqlite3.connect(f'file:{teaching.HOME}/smart_teaching.db?mode=ro', uri=True, timeout=1) as connection:
            connection.execute('SELECT count(*) FROM courses').fetchone()
        return 'connected'
    except sqlite3.Error as error:
        log.error('database: %s', error)
        return 'disconnected'


def redis():
    try:
        with socket.create_connection(('127.0.0.1', 6379), timeout=1) as connection:
            connection.sendall(b'PING\r\n')
            return 'connected' if connection.recv(16).startswith(b'+PONG') else 'disconnected'
    except OSError as error:
        log.error('redis: %s', error)
        return 'disconnected'


def llm():
    try:
        with urllib.request.urlopen('http://127.0.0.1:8001/', timeout=1) as answer:
            return 'connected' if answer.status == 200 else 'disconnected'
    except OSError as error:
        log.error('llm: %s', error)
        return 'disconnected'


def index(wrong):
    parts = {'database': 'disconnected' if wrong else database(), 'llm': llm(), 'redis': redis()}
    status = 'healthy' if all(part == 'connected' for part in parts.values()) else 'degraded'
    return {'service': 'backend', 'status': status, **parts}


teaching.run('backend', 8000, log, {'/': index})
