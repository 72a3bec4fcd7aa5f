/** Python 3: the files of a log, and what is read of each. */
export const pythonFiles = String.raw`
import struct, subprocess
def read_at(stream, start, size):
    stream.seek(start)
    piece = stream.read(size)
    it.read += len(piece)
    return piece
def stamped_after(stream, start, to):
    at, whole, buffer = start, start == 0, b''
    while at < to:
        piece = read_at(stream, at, 4096 if at == start else block)
        if not piece: break
        begin = at - len(buffer)
        buffer += piece
        at += len(piece)
        p = 0
        while True:
            end = buffer.find(b'\n', p)
            if end < 0: break
            if whole:
                if begin + p >= to: return None
                found = stamp_of(buffer[p:end])
                if found: return (begin + p,) + found
            whole, p = True, end + 1
        buffer = buffer[p:]
        if len(buffer) > most: buffer, whole = b'', False
    found = stamp_of(buffer) if whole and buffer else None
    return (at - len(buffer),) + found if found else None
def search(stream, low, size, target, after, seen):
    high, end = size, size
    while high - low > block:
        middle = (low + high) // 2
        found = stamped_after(stream, middle, high)
        if not found:
            high = middle
            continue
        seen.append(found)
        if found[1] > target if after else found[2] >= target: high, end = middle, found[0]
        else: low = found[0]
    return end if after else low

turn = r'(\d{1,4}|\d{8}(?:-\d+)?|\d{4}-\d\d-\d\d)'
packings = {'gz': 'gzip', 'bz2': 'bz2', 'xz': 'lzma', 'zst': ''}
class File:
    def __init__(self, where, name, s, packing, own, turned):
        self.where, self.name, self.packing, self.own, self.turned = where, name, packing, own, turned
        self.mtime, self.size, self.ident = s.st_mtime_ns // 1000000000 * 1000 + 999, s.st_size, '%d:%d' % (s.st_dev, s.st_ino)
# Oldest first, the log itself last.
def siblings(path):
    folder, name = os.path.split(path)
    stem, ending = os.path.splitext(name)
    ours = re.compile('(?:%s[.-]%s|%s[.-]%s%s)(?:\\.(gz|bz2|xz|zst))?' % (re.escape(name), turn, re.escape(stem), turn, re.escape(ending)))
    try: others = {one: ours.fullmatch(one) for one in os.listdir(folder) if ours.fullmatch(one) and one != name}
    except OSError: others = {}
    found, kinds = [], set()
    for one, words in [(name, None)] + list(others.items()):
        packing = words[3] or '' if words else ''
        if packing and one[:-1 - len(packing)] in others: continue
        where = os.path.join(folder, one)
        try: s = os.stat(where)
        except OSError: continue
        if s.st_mode & 0o170000 != 0o100000: continue
        turned = (words[1] or words[2]) if words else ''
        if words:
            kinds.add(len(turned) < 5)
            if len(turned) < 5: turned = '%04d' % (9999 - int(turned))
        found.append(File(where, one, s, packing, not words, turned))
    found.sort(key=lambda one: (one.own, one.turned if len(kinds) < 2 else one.mtime, one.where))
    return found
def open_one(one):
    if not one.packing: return open(one.where, 'rb', 0)
    if one.packing == 'zst': return subprocess.Popen(['zstd', '-dcq', '--', one.where], stdout=subprocess.PIPE).stdout
    open(one.where, 'rb').close()
    return __import__(packings[one.packing]).open(one.where)
def opened(log, start):
    for attempt in range(4):
        every, streams, moved = siblings(log['path']), [], False
        there = [one for one in every if one.size]
        some = [one for one in there if one.own] if 'form' in options else reaching(log, start, there)
        for one in some:
            try: stream = open_one(one)
            except FileNotFoundError:
                if one.packing == 'zst' and os.path.exists(one.where): trouble('unreadable', one.where)
                else: moved = True
                continue
            except OSError: trouble('unreadable', one.where); continue
            if not one.packing:
                s = os.fstat(stream.fileno())
                if '%d:%d' % (s.st_dev, s.st_ino) != one.ident: moved = True
                one.size = s.st_size
            streams.append((stream, one))
        settled = not moved and {one.ident for one in every} == {one.ident for one in siblings(log['path'])}
        if not settled and attempt == 3: info('shrunk', log['path'])
        if settled or attempt == 3: return streams, every
        for stream, _ in streams: stream.close()
def shapes_of(stream, size):
    for place in sorted({0, max(0, size - 6144)}):
        piece = read_at(stream, place, 6144)
        lines = piece.split(b'\n')
        if lines[-1] == b'' or place + len(piece) < size: lines.pop()
        for line in lines[1:] if place else lines:
            kind = shape if stamp_of(line) else 'level' if not own and unstamped.match(line) else 'other'
            it.shapes[kind] = it.shapes.get(kind, 0) + 1
def around_folds(target, later):
    for begin, end in folds:
        if begin - slack <= target <= end + slack: return end + slack if later else begin - slack
    return target
def read_plain(log, stream, one):
    global newest
    newest, size = one.mtime, one.size
    shapes_of(stream, size)
    first = stamped_after(stream, 0, size)
    if not first:
        it.how.add('unstamped')
        stream.seek(0)
        return every_entry(stream, size, min(newest, until))
    it.began = first[1]
    spans, how = [(0, size)], 'whole'
    if size > small:
        reach, runs = known_of(log, stream, one.ident, size)
        if it.to_survey > 0 and size - reach > block: reach, runs = survey(stream, reach, size, runs)
        tell_runs(stream, one.ident, reach, runs)
        how = 'stretches' if len(runs) > 1 or (runs and runs[0][3]) else 'search'
        # Which of two moments is meant depends on the lines before.
        if len(runs) > 1 and any(since - give <= end and until + give >= begin for begin, end in folds): how = 'scan'
        else:
            spans = spans_of(stream, reach, runs)
            if size - reach <= (small if reach else 0): spans.append((reach, size))
            else:
                span = unproven(stream, reach, size, first)
                if not span: how = 'scan'
                spans.append(span or (reach, size))
    it.how.add(how)
    reached = 0
    for start, to in spans:
        start = max(start, reached)
        if to <= start: continue
        stream.seek(start)
        every_entry(stream, to - start, first[1])
        reached = to
        if it.late: break
def read_packed(stream, one):
    global newest
    newest = one.mtime
    it.how.add('packed')
    it.lowest, it.highest, it.began = 9e15, -9e15, None
    try: every_entry(stream, 9e15, min(newest, until))
    except (OSError, EOFError) as fault: return trouble('unreadable', one.where)
    if it.began is not None and not it.late: it.packed[packed_as(one)] = [it.began, it.lowest, it.highest]
def read_file(log):
    if 'follow' in options: return follow_file(log)
    it.packed, it.left_out = {}, 0
    streams, every = opened(log, since - slack)
    mine = [one for one in every if one.own]
    if mine: info('size', mine[0].size)
    else: trouble('missing', log['path'])
    info('all', len(every))
    if 'form' in options: return read_form(*streams[-1]) if mine and streams else None
    read = []
    if 'tail' in options: streams = streams[::-1]
    for stream, one in streams:
        if it.late or ('tail' in options and it.matched >= keep): break
        read.append(one.name)
        it.began = None
        if one.packing: read_packed(stream, one)
        elif 'tail' in options: read_newest(stream, one.mtime, one.size)
        else: read_plain(log, stream, one)
        if 'tail' not in options and one is every[0] and it.began is not None and since > -8e15 and it.began > since + slack: info('begins', int(it.began))
        if not one.packing and os.fstat(stream.fileno()).st_size < one.size: info('shrunk', one.where)
        stream.close()
    info('files', ', '.join(read[::-1] if 'tail' in options else read))
    tell_choice(every)
def read_form(stream, one):
    global newest
    newest = one.mtime
    shapes_of(stream, one.size)
    if not stamped_after(stream, 0, one.size): return it.how.add('unstamped')
    reach, runs = survey(stream, 0, one.size, [])
    it.how.add('stretches' if len(runs) > 1 or runs[0][3] else 'search')
    if one.size - reach > small: info('unproven', one.size - reach)
    line = read_at(stream, reach, 65536).split(b'\n')[0]
    last = stamp_of(line)
    if not last: return
    words = iso.search(line)
    if (shape == 'access' and re.match(rb'[^\[]*\[[^\]]* [+-]\d{4}\]', line)) or (words and words[9]) or (shape == 'json' and not words): info('zoned', 1)
    if reach + small > one.size: info('ahead', last[0] - newest)
def read_newest(stream, mtime, size):
    global newest
    newest = mtime
    shapes_of(stream, size)
    was, before = it.matched, list(it.kept)
    for many in (131072, 2097152, size):
        it.matched, it.kept = was, list(before)
        start = max(0, size - many)
        found = stamped_after(stream, start, size)
        if start and not found: continue
        stream.seek(found[0] if start else 0)
        every_entry(stream, size - (found[0] if start else 0), found[1] if found else mtime)
        if not start or it.matched - was >= keep or it.late: break
    it.how.add('newest')
def follow_file(log):
    found = re.fullmatch(r'(\d+:\d+)@(\d+)(?:/(-?\d+)/(\d+)/([0-9a-f]*))?', log.get('cursor', ''))
    try: s = os.stat(log['path'])
    except OSError:
        info('cursor', log.get('cursor', ''))
        return trouble('missing', log['path'])
    ident = '%d:%d' % (s.st_dev, s.st_ino)
    if not found: return info('cursor', '%s@%d' % (ident, s.st_size))
    offset = int(found[2])
    it.open = (int(found[3]), int(found[4]), unhex(found[5])) if found[3] else None
    spans = [(log['path'], offset, s.st_size, False)]
    if found[1] != ident:
        spans = [(log['path'], 0, s.st_size, False)]
        former = [one for one in siblings(log['path']) if one.ident == found[1] and not one.packing and one.size > offset]
        if former: spans.insert(0, (former[0].where, offset, former[0].size, True))
    elif s.st_size < offset:
        spans, it.open = [(log['path'], 0, s.st_size, False)], None
        info('shrunk', log['path'])
    if spans[0][1] == 0: it.open = None
    reached = spans[-1][1]
    for path, start, to, ended in spans:
        try: stream = open(path, 'rb', 0)
        except OSError: trouble('unreadable', path); continue
        if to - start > 262144:
            info('skipped', to - 262144 - start)
            start, it.open = to - 262144, None
        piece = read_at(stream, start, to - start)
        whole = piece.rfind(b'\n') + 1
        if ended or (whole == 0 and len(piece) >= 262144): whole = len(piece)
        if whole:
            stream.seek(start)
            every_entry(stream, whole, int(now * 1000))
        if ended: it.open = None
        reached = start + whole
        stream.close()
    info('cursor', '%s@%d' % (ident, reached) + ('/%d/%d/%s' % (it.open[0], it.open[1], it.open[2][:100].hex()) if it.open else ''))
`;
