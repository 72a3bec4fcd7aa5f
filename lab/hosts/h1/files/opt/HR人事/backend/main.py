"""TalentLens's API as its manual shows it: /health really opens the database."""
import os
import sqlite3

import standin

SERVICE = 'talentlens'
HERE = os.path.dirname(os.path.abspath(__file__))
log = standin.logger(SERVICE, '/var/log/talentlens/app.log')


def make_tables():
    """As the real one does at its start: tables that are not there, also in a file that is not there."""
    with sqlite3.connect(f'{HERE}/hr.db', timeout=10) as database:
        database.execute('CREATE TABLE IF NOT EXISTS people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, '
                         'department TEXT NOT NULL, title TEXT, score REAL, joined_at TEXT NOT NULL)')
        database.execute('CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, '
                         'password_hash TEXT NOT NULL, role TEXT NOT NULL, created_at TEXT NOT NULL)')


def health(wrong):
    try:
        with sqlite3.connect(f'file:{HERE}/hr.db?mode=ro', uri=True, timeout=1) as database:
            database.execute('SELECT count(*) FROM people').fetchone()
        connected = True
    except sqlite3.Error as error:
        log.error('database: %s', error)
        connected = False
    connected = connected and not wrong
    ai = bool(standin.read_env(f'{HERE}/.env').get('MODELSCOPE_API_KEY'))
    return {
        'status': 'healthy' if connected and ai else 'degraded',
        'database': 'connected' if connected else 'disconnected',
        'ai': 'available' if ai else 'unavailable',
    }


def index(_wrong):
    with open(f'{HERE}/../frontend/index.html') as file:
        return file.read()


try:
    make_tables()
except sqlite3.Error as error:
    log.error('database: %s', error)
Handler = standin.handler(SERVICE, log, {'/health': health, '/': index})
