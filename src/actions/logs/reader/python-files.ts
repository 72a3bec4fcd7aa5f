/** Python 3: the files of a log, the journal, and the answer. */
export const pythonFiles = String.raw`
import subprocess
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
def search(stream, size, target, after, seen):
    low, high, end = 0, size, size
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
def rises(stream, seen, *spans):
    for start, to, count, size in spans:
        for i in range(count):
            place = start + (to - start) * i // count
            piece = read_at(stream, place, size)
            p = 0 if place == 0 else piece.find(b'\n') + 1
            if p == 0 and place: continue
            for line in piece[p:].split(b'\n')[:-1]:
                found = stamp_of(line)
                if found: seen.append((place + p,) + found)
                p += len(line) + 1
    highest = -9e15
    for _, early, late in sorted(seen):
        if late + slack < highest: return False
        highest = max(highest, early)
    return True

turn = r'(?:\d{1,4}|\d{8}(?:-\d+)?|\d{4}-\d\d-\d\d)'
packings = {'gz': 'gzip', 'bz2': 'bz2', 'xz': 'lzma'}
def siblings(path):
    folder, name = os.path.split(path)
    stem, ending = os.path.splitext(name)
    ours = re.compile('(?:%s[.-]%s|%s[.-]%s%s)(?:\\.(?:gz|bz2|xz))?' % (re.escape(name), turn, re.escape(stem), turn, re.escape(ending)))
    try: others = [one for one in os.listdir(folder) if ours.fullmatch(one) and one != name]
    except OSError: others = []
    plain, found = set(others), []
    for one in [name] + others:
        packing = one.rsplit('.', 1)[-1] if one != name and one.rsplit('.', 1)[-1] in packings else ''
        if packing and one[:-1 - len(packing)] in plain: continue
        try: s = os.stat(os.path.join(folder, one))
        except OSError: continue
        if s.st_mode & 0o170000 == 0o100000:
            found.append((one == name, s.st_mtime_ns // 1000000 + 999, one, s.st_size, '%d:%d' % (s.st_dev, s.st_ino), packing, os.path.join(folder, one)))
    return sorted(found)
def open_one(path, packing):
    if not packing: return open(path, 'rb', 0)
    return __import__(packings[packing]).open(path)
def opened(path, start):
    for attempt in range(4):
        every, streams, moved = siblings(path), [], False
        for _, mtime, name, size, ident, packing, where in every:
            if mtime < start or size == 0: continue
            try: stream = open_one(where, packing)
            except FileNotFoundError: moved = True; continue
            except OSError: trouble('unreadable', where); continue
            if not packing:
                s = os.fstat(stream.fileno())
                if '%d:%d' % (s.st_dev, s.st_ino) != ident: moved = True
                size = s.st_size
            streams.append((stream, where, mtime, size, packing))
        if attempt == 3 or (not moved and {one[4] for one in every} == {one[4] for one in siblings(path)}): return streams, every
        for one in streams: one[0].close()
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
def read_plain(stream, mtime, size):
    global newest
    newest = mtime
    shapes_of(stream, size)
    first = stamped_after(stream, 0, size)
    if not first:
        it.how.add('unstamped')
        stream.seek(0)
        return every_entry(stream, size, min(mtime, until))
    start, to, how = 0, size, 'whole'
    if size > small and 'survey' not in options:
        seen = [first]
        if since > -8e15: start = search(stream, size, around_folds(since - slack, False), False, seen)
        if until < mtime: to = search(stream, size, around_folds(until + slack, True), True, seen)
        how = 'search' if rises(stream, seen, (0, size, 24, 1024), (start, to, min(128, (to - start) // 32768 + 1), 1024)) else 'scan'
        if how == 'scan': start, to = 0, size
        elif size > to - start: info('unproven', size - (to - start))
    it.how.add(how)
    stream.seek(start)
    every_entry(stream, max(0, to - start), first[1])
def read_packed(stream, mtime):
    global newest
    newest = mtime
    it.how.add('packed')
    try: every_entry(stream, 9e15, min(mtime, until))
    except (OSError, EOFError) as fault: trouble('unreadable', str(fault))
def read_file(log):
    if 'follow' in options: return follow_file(log)
    streams, every = opened(log['path'], since - slack)
    mine = [one for one in every if one[0]]
    if mine: info('size', mine[0][3])
    else: trouble('missing', log['path'])
    if 'form' in options: return read_form(streams[-1]) if mine and streams else None
    read = []
    if 'tail' in options: streams = streams[::-1]
    for stream, where, mtime, size, packing in streams:
        if it.late or ('tail' in options and it.matched >= keep): break
        read.append(os.path.basename(where))
        if packing: read_packed(stream, mtime)
        elif 'tail' in options: read_newest(stream, mtime, size)
        else: read_plain(stream, mtime, size)
        if not packing and os.fstat(stream.fileno()).st_size < size: info('shrunk', where)
        stream.close()
    info('files', ', '.join(read[::-1] if 'tail' in options else read))
def read_form(one):
    global newest
    stream, _, newest, size, _ = one
    shapes_of(stream, size)
    found = stamped_after(stream, 0, size)
    it.how.add('unstamped' if not found else 'search' if rises(stream, [found], (0, size, 128, 4096)) else 'scan')
    if found: info('unproven', size)
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
        former = [one for one in siblings(log['path']) if one[4] == found[1] and not one[5] and one[3] > offset]
        if former: spans.insert(0, (former[0][6], offset, former[0][3], True))
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
