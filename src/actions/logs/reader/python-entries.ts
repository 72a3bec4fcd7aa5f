/** Python 3: entries, which of them are wanted, and what is kept of them. */
export const pythonEntries = String.raw`
import signal
slack, least, keep = 5000, number('level', 0), int(number('n', 0))
block, most, small = int(number('block', 65536)), 1048576, int(number('small', 1048576))
deadline = now + number('seconds', 40)
module = unhex(options.get('module'))
module = module.lower() if module is not None else None
plugin = unhex(options.get('plugin'))
quoted = re.compile(rb'["\']' + re.escape(plugin) + rb'["\']', re.I) if plugin is not None else None
plugged = re.compile(rb'\b(?:[Pp]lugin:?|from) ["\']([\w.-]{1,80})["\']')
out = sys.stdout.buffer
def escaped(s):
    if isinstance(s, str): s = os.fsencode(s)
    return s.replace(b'\\', b'\\\\').replace(b'\t', b'\\t').replace(b'\n', b'\\n').replace(b'\r', b'\\r')
def say(*words): out.write(b'\t'.join(w if isinstance(w, bytes) else str(w).encode() for w in words) + b'\n')
def info(key, value): say('I', key, escaped(value if isinstance(value, bytes) else str(value)))
def trouble(what, which): say('X', what, escaped(which))
text, pattern, search_for = unhex(options.get('text')), unhex(options.get('pattern')), None
try:
    if pattern is not None: search_for = re.compile(pattern, re.I)
    elif text is not None: search_for = re.compile(re.escape(text), re.I)
except re.error as fault:
    trouble('pattern', str(fault))
    say('Z')
    out.flush()
    sys.exit(0)
bucket = int(number('bucket', 3600000))
wants = {key: number(key, 0) for key in ('hours', 'modules', 'signatures')}
requests = re.compile(rb'"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S|\bRequest\b')

varying = [(re.compile(one, flags), by) for one, flags, by in (
    (rb'\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b', re.I, b'<uuid>'),
    (rb'\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?', 0, b'<time>'),
    (rb'\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b', 0, b'<ip>'), (rb'"[^"]{0,200}"', 0, b'"<v>"'), (rb"(?<!\w)'[^']{0,200}'", 0, b"'<v>'"),
    (rb'\b0x[0-9a-f]+\b', re.I, b'<hex>'), (rb'\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b', re.I, b'<hex>'),
    (rb'\A([45]\d\d)(?= )', 0, b'\x01\\1\x02'))]
def signature(s):
    s = s[:400].split(b'\n')[0]
    for one, by in varying: s = one.sub(by, s)
    s = re.sub(rb'(\x01\d+\x02)|(?<![A-Za-z_\d])\d+(?:\.\d+)*', lambda f: f[1] or b'<n>', s)
    return re.sub(rb'\s+', b' ', s.replace(b'\x01', b'').replace(b'\x02', b'')) or b'-'
names_fault = re.compile(rb'[\w.]+(?:Error|Exception|Warning|Interrupt|Exit|Timeout|Failure|Fault)\b|[A-Za-z_]\w*(?:\.\w+)+: |Caused by: ')
def exception_in(more):
    found = [line for line in more if names_fault.match(line)]
    return found[-1][:400] if found else b''

class State: pass
it = State()
def moment(at):
    early, late = at
    if early == late: it.turned = False
    elif it.turned or early + slack < it.latest: it.turned, early = True, late
    it.latest = max(it.latest, early)
    return early
def take(at, line, level, source, said, more):
    if level < 40:
        for i, one in enumerate(more):
            if one.startswith(b'Traceback (most recent call last)'):
                take(at, line, level, source, said, more[:i])
                return take(at, one, 40, source, b'', more[i + 1:])
    if at < since or at > until or level < least: return
    if module is not None and module not in source.lower(): return
    whole = b'\n'.join([line] + more)
    if search_for and not search_for.search(whole): return
    if quoted and plugin.lower() not in source.lower() and not quoted.search(whole): return
    it.matched += 1
    it.first, it.last = min(it.first, at), max(it.last, at)
    if wants['hours']:
        hour = it.hours.setdefault(at // bucket, [0, 0, 0, 0])
        hour[0] += 1
        hour[1] += 30 <= level < 40
        hour[2] += level >= 40
        hour[3] += bool(requests.search(line))
    if wants['modules']:
        count = it.modules.setdefault(source if source in it.modules or len(it.modules) < 2000 else '…'.encode(), [0, 0])
        count[0] += 1
        count[1] += level >= 40
        for name in plugged.findall(line):
            if name in it.plugins or len(it.plugins) < 2000: it.plugins[name] = it.plugins.get(name, 0) + 1
    if wants['signatures'] and level >= wants['signatures']:
        exception = exception_in(more)
        key = signature(said or exception or line)
        if exception and said and (re.match(rb'[\w.]+', exception) or [exception])[0] not in said:
            alone = key == b'-' or b'Exception in ASGI application' in key or key.startswith(b'Traceback')
            key = signature(exception) if alone else key + ' · '.encode() + signature(exception)
        one = it.signatures.get((source, key))
        if one is None and len(it.signatures) < 2000: one = it.signatures[source, key] = [0, at, at, level, b'']
        if one is not None:
            one[0] += 1
            one[1], one[3] = min(one[1], at), max(one[3], level)
            if at >= one[2]: one[2], one[4] = at, whole[:1500]
    if keep:
        if len(whole) > 4096: whole = whole[:4096] + (' … +%d B' % (len(whole) - 4096)).encode()
        it.kept.append((at, it.seen, level, source, whole))
        it.seen += 1
        it.bytes += len(whole)
        if len(it.kept) >= keep * 4 + 64 or it.bytes > 4e6: trim()
def trim():
    it.kept.sort(key=lambda one: one[:2])
    start, size = len(it.kept), 0
    while start > 0 and len(it.kept) - start < keep and size + len(it.kept[start - 1][4]) < number('bytes', 200000):
        start -= 1
        size += len(it.kept[start][4])
    it.kept, it.bytes = it.kept[start:], size

def lines_of(stream, left):
    buffer, cut = b'', b''
    while left > 0:
        piece = stream.read(min(left, 262144))
        if not piece: break
        left -= len(piece)
        it.read += len(piece)
        lines = (buffer + piece).split(b'\n')
        buffer = lines.pop()
        for line in lines:
            yield cut + line
            cut = b''
        if len(buffer) > most:
            if not cut:
                it.cut += 1
                cut = buffer[:65536]
            buffer = b''
        if time.time() > deadline:
            it.late = True
            return
    if cut or buffer: yield cut + buffer
def every_entry(stream, left, lead):
    head, more, size, at, goes_on = None, [], 0, lead, False
    def done():
        if not head: return
        split = head[2] < 40 and any(one.startswith(b'Traceback (most') for one in more)
        it.open, was = (head[0], 40 if split else head[2], head[3]), it.matched
        take(*head, list(more))
        if goes_on and not search_for: it.matched = was
    for line in lines_of(stream, left):
        found = stamp_of(line)
        if found:
            done()
            if it.began is None: it.began = found[0]
            it.lowest, it.highest = min(it.lowest, found[0]), max(it.highest, found[1])
            at, more, size, goes_on = moment(found), [], 0, False
            head = (at, line) + (detail_of(line) if since <= at <= until else (0, b'', b''))
        elif not own and unstamped.match(line):
            done()
            more, size, goes_on = [], 0, False
            head = (at, line) + unstamped_detail(line)
        elif head is None:
            trace = line.startswith(b'Traceback (')
            goes_on = bool(it.open and (it.open[1] >= 40 or not trace))
            head = (it.open[0], line, it.open[1], it.open[2], b'') if goes_on else (it.open[0] if it.open else at, line, 40 if trace else 0, it.open[2] if it.open else b'', b'')
        else:
            size += len(line)
            if size <= 65536: more.append(line)
    done()
`;
