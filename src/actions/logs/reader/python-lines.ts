/** Python 3, for hosts without perl: arguments, moments and what a line is, as the reader in perl has them. Lines are bytes. */
export const pythonLines = String.raw`
import os, re, sys, time
options, logs = {}, []
for word in sys.argv[1:]:
    key, value = word.split('=', 1)
    if key == 'log': logs.append({'id': value, 'known': []})
    elif key == 'known': logs[-1]['known'].append(value)
    elif logs: logs[-1][key] = value
    else: options[key] = value
unhex = lambda words: bytes.fromhex(words) if words is not None else None
number = lambda key, otherwise: float(options[key]) if key in options else otherwise
now = time.time()
since = number('since', -9e15)
if 'ago' in options: since = int(now) * 1000 - number('ago', 0)
until = number('until', 9e15)
month = {name: at for at, name in enumerate(b'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(), 1)}

def midnight(y, m, d):
    yy = y - 1 if m <= 2 else y
    era = yy // 400
    of_era = yy - era * 400
    of_year = (153 * (m + (-3 if m > 2 else 9)) + 2) // 5 + d - 1
    return (era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468) * 86400
def offset_here(at): return time.localtime(at).tm_gmtoff
def zone_of(given):
    if given: return [tuple(map(int, one.split(':'))) for one in given.split(',')]
    end = int(now) + 172800
    at = min(end - 2 * 366 * 86400, int(since / 1000) - 30 * 86400 if since > -8e15 else end)
    zone = [(-10000000000000, offset_here(at))]
    while at < end:
        a, b = at, at + 604800
        if offset_here(a) != offset_here(b):
            while b - a > 1:
                middle = (a + b) // 2
                if offset_here(middle) == zone[-1][1]: a = middle
                else: b = middle
            zone.append((b, offset_here(b)))
        at += 604800
    return zone
def folds_of(zone):
    backs = [(zone[i - 1][1] - zone[i][1], zone[i][0]) for i in range(1, len(zone))]
    return [((at - back) * 1000, (at + back) * 1000) for back, at in backs if back > 0]
zone, held = [], {}
def use_zone(given):
    global zone
    zone = zone_of(given)
    held.clear()
def offsets_at(quarter):
    if quarter in held: return held[quarter]
    hold, before = [], zone[0][1]
    for i, (begin, offset) in enumerate(zone):
        at = quarter * 900 - offset
        if i + 1 < len(zone) and at >= zone[i + 1][0]:
            before = offset
            continue
        if at >= begin: hold.append(offset)
    if len(held) > 4096: held.clear()
    held[quarter] = (hold[0], hold[-1]) if hold else (before, before)
    return held[quarter]
def instants(wall, ms):
    early, late = offsets_at(wall // 900)
    return (wall - early) * 1000 + ms, (wall - late) * 1000 + ms
def zoned(wall, ms, words):
    if words is None: return instants(wall, ms)
    offset, found = 0, re.match(rb'([+-])(\d\d):?(\d\d)', words)
    if found: offset = (-1 if found[1] == b'-' else 1) * (int(found[2]) * 3600 + int(found[3]) * 60)
    at = (wall - offset) * 1000 + ms
    return at, at

level_of = {b'TRACE': 5, b'DEBUG': 10, b'INFO': 20, b'NOTICE': 25, b'WARN': 30, b'WARNING': 30, b'ERR': 40, b'ERROR': 40, b'SEVERE': 40,
    b'CRIT': 50, b'CRITICAL': 50, b'ALERT': 50, b'EMERG': 50, b'EMERGENCY': 50, b'FATAL': 50, b'PANIC': 50}
names = b'|'.join(sorted(level_of, key=len, reverse=True))
stamp = rb'\[?(\d{4})([-/])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:[.,](\d{1,9}))?(?: ?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)(?![\d:]))?'
iso = re.compile(stamp)
json_key = re.compile(rb'"(?:time|timestamp|ts|@timestamp)"\s*:\s*(?:"([^"]{10,50})"|(\d{9,13}(?:\.\d+)?)(?=[\s,}]))')
access = re.compile(rb'[^\s\[]{1,255} \S{1,255} [^\[\n]{1,255}\[(\d\d)/(\w{3})/(\d{4})[: ](\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?\]')
access_words = re.compile(rb'\[?(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})')
syslog = re.compile(rb'([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) ')
unstamped = re.compile(rb'(TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL|ALERT) *:')
shape, rest, newest, own = '', 0, 0.0, None
midnights = {}
def day_at(y, m, d):
    if len(midnights) > 4096: midnights.clear()
    if (y, m, d) not in midnights: midnights[y, m, d] = midnight(int(y), int(m), int(d))
    return midnights[y, m, d]
def iso_at(f):
    ms = int((f[8] + b'00')[:3]) if f[8] else 0
    return zoned(day_at(f[1], f[3], f[4]) + int(f[5]) * 3600 + int(f[6]) * 60 + int(f[7]), ms, f[9])
def access_at(f):
    if f[2] not in month: return None
    return zoned(midnight(int(f[3]), month[f[2]], int(f[1])) + int(f[4]) * 3600 + int(f[5]) * 60 + int(f[6]), 0, f[7])
def number_at(words):
    value = float(words)
    return (int(value if value > 1e11 else value * 1000),) * 2

def stamp_of(line):
    global shape, rest
    if own:
        f = own.search(line[:65536])
        words = f and f.group('stamp')
        if not words: return None
        shape, rest = 'own', 0
        found = iso.match(words)
        if found: return iso_at(found)
        found = access_words.match(words)
        if found: return access_at(found)
        return number_at(words) if re.fullmatch(rb'\d{9,13}(?:\.\d+)?', words) else None
    c = line[:1]
    if c in b'0123456789[':
        f = iso.match(line) if c else None
        if f:
            shape, rest = 'iso', f.end()
            return iso_at(f)
    if c in b'[ \t': return None
    if c == b'{':
        f = json_key.search(line[:65536])
        if not f: return None
        shape, rest = 'json', 0
        if f[2]: return number_at(f[2])
        words = iso.match(f[1])
        return iso_at(words) if words else None
    f = syslog.match(line)
    if f and f[1] in month:
        second = int(f[3]) * 3600 + int(f[4]) * 60 + int(f[5])
        year = time.gmtime(newest / 1000).tm_year
        at = instants(midnight(year, month[f[1]], int(f[2])) + second, 0)
        if at[0] > newest + 172800000: at = instants(midnight(year - 1, month[f[1]], int(f[2])) + second, 0)
        shape, rest = 'syslog', f.end()
        return at
    f = access.match(line)
    if f:
        shape, rest = 'access', f.end()
        return access_at(f)
    return None

def level_named(word):
    word = (word or b'').upper()
    if word in level_of: return level_of[word]
    return (50 if int(word) > 60 else int(word) - 10) if re.fullmatch(rb'\d{2,3}', word) else 0
def field(line, keys):
    f = re.search(rb'"(?:' + keys + rb')"\s*:\s*"((?:[^"\\]|\\.)*)"', line, re.S)
    return f[1].replace(b'\\n', b'\n').replace(b'\\t', b'\t').replace(b'\\"', b'"').replace(b'\\/', b'/').replace(b'\\\\', b'\\') if f else None
python_form = re.compile(rb'- (\S[^\n]{0,200}?) - ([A-Z]+) - (.*)\Z', re.S)
def detail_of(line):
    line = line[:65536]
    if shape == 'own':
        f = own.search(line)
        given = f.groupdict() if f else {}
        text = given.get('text')
        return level_named(given.get('level')), given.get('module') or b'', line if text is None else text
    if shape == 'json':
        f = re.search(rb'"(?:level|levelname|severity|lvl|log\.level)"\s*:\s*(?:"(\w+)"|(\d+))', line)
        text, more = field(line, b'msg|message|event'), field(line, b'stack|exception|exc_info')
        text = line if text is None else text
        return level_named(f and (f[1] or f[2])), field(line, b'name|logger|module|component|plugin|service') or b'', text + b'\n' + more if more else text
    if shape == 'access':
        f = re.match(rb' "(?:(\S+) ([^\s"?]*)[^"]*|[^"]*)" (\d{3})', line[rest:])
        if not f: return 0, b'', line
        path = f[2] or b'-'
        folder = re.match(rb'/[^/]*', path)
        status = int(f[3])
        return 40 if status >= 500 else 30 if status >= 400 else 20, folder[0] if folder else b'', f[3] + b' ' + (f[1] or b'-') + b' ' + path
    said = line[rest:]
    if shape == 'syslog':
        f = re.match(rb'\S+ ([^\s:\[]+)(?:\[\d+\])?: ', said)
        return spoken(said[f.end():] if f else said, f[1] if f else b'')
    said = re.sub(rb'\A[\]:]?\s*', b'', said)
    f = python_form.match(said)
    return (level_of.get(f[2], 0), f[1], f[3]) if f else spoken(said, b'')
in_brackets = re.compile(rb'(?:- )?\[ *(' + names + rb')\s*\] *', re.I)
plain_word = re.compile(rb'(?:- )?(' + names + rb')\b(?:\[\d+\])?(?: *[:|-])? *')
small_word = re.compile(rb'(error|warn|info|debug|fatal|critical): *')
somewhere = re.compile(rb'(?:\A|[\s\[|])(' + names + rb')(?=[\s\]|:,]|\Z)')
troubled = re.compile(rb'\b(?:error|fatal|panic|critical|segfault|out of memory|oom-kill|traceback)\b', re.I)
def spoken(said, module):
    f, named = in_brackets.match(said) or plain_word.match(said) or small_word.match(said), None
    if f:
        named = f[1]
        said = re.sub(rb'\A\d+#\d+: (?:\*\d+ )?', b'', said[f.end():])
        m = re.match(rb'(?:\[([\w.-]{1,80})\]:? +|([\w.-]{1,80})(?::| -) +(?=\S))', said) if module == b'' else None
        if m: module, said = m[1] or m[2], said[m.end():]
    else:
        f = somewhere.search(said[:160])
        named = f and f[1]
    level = level_of.get(named.upper(), 0) if named else 0
    if not named and shape in ('syslog', 'journal') and troubled.search(said): level = 40
    return level, module, said
def unstamped_detail(line):
    f = unstamped.match(line)
    said = line[f.end():]
    m = re.match(rb'([\w.-]{1,80}):', said)
    return level_of[f[1]], m[1] if m else b'', (said[m.end():] if m else said).lstrip()
`;
