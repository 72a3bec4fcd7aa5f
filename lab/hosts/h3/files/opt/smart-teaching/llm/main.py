import sys

sys.path.insert(0, '/usr/local/lib/lab')
import standin
import teaching

log = teaching.logger('llm')


def api_key():
    try:
        return standin.read_env('.env').get('OPENAI_API_KEY')
    except FileNotFoundError:
        return None


def index(wrong):
    return {'service': 'llm', 'status': 'degraded' if wrong else 'healthy', 'provider': 'unavailable' if wrong else 'available'}


if not api_key():
    log.error('OPENAI_API_KEY is not set')
    sys.exit(1)
teaching.run('llm', 8001, log, {'/': index})
