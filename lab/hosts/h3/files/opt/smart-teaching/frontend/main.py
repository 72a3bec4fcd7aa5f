import sys

sys.path.insert(0, '/usr/local/lib/lab')
import teaching

log = teaching.logger('frontend')


def index(wrong):
    text = '服务暂不可用' if wrong else '智能教学助手'
    return f'<!doctype html><meta charset="utf-8"><title>{text}</title><h1>{text}</h1>'


teaching.run('frontend', 8080, log, {'/': index})
