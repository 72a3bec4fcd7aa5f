/** Python 3: the runs of a file, in which stamps rise, and which files can hold what is asked for, as the program in perl has them. */
export const pythonRuns = String.raw`
give, to_survey, most_runs = 185000, int(number('survey', 67108864)), 48
it.to_survey = to_survey
def sum_of(stream, reach):
    total, step = 0, reach // 17 + 1
    for place in [0] + [at * step for at in range(1, 17)] + [max(0, reach - 256)]:
        if place >= reach: continue
        size = min(256 if place == 0 or place + 256 >= reach else 32, reach - place)
        piece = read_at(stream, place, size) + b'\0\0\0'
        for (value,) in struct.iter_unpack('<I', piece[:len(piece) // 4 * 4]): total = (total * 33 + value) % 4294967291
    return total
def known_of(log, stream, ident, size):
    for one in log.get('known', ()):
        found = re.fullmatch(r'(\d+:\d+)@(\d+)/(\d+)=([-\d,;]*)', one)
        if found and found[1] == ident and int(found[2]) <= size and int(found[3]) == sum_of(stream, int(found[2])):
            return int(found[2]), [[int(word) for word in run.split(',')] for run in found[4].split(';') if run]
    return 0, []
def tell_runs(stream, ident, reach, runs):
    if reach: info('known', '%s@%d/%d=%s' % (ident, reach, sum_of(stream, reach), ';'.join(','.join(str(int(word)) for word in run) for run in runs)))
def spans_of(stream, reach, runs):
    spans = []
    for i, (start, lowest, highest, mixed) in enumerate(runs):
        to = runs[i + 1][0] if i + 1 < len(runs) else reach
        if highest < since or lowest > until: continue
        if not mixed:
            if lowest < since: start = search(stream, start, to, around_folds(since - give, False), False, [])
            if highest > until: to = search(stream, start, to, around_folds(until + give, True), True, [])
        if to > start: spans.append((start, to))
    return spans
# The part of what nobody looked through that holds the window, if stamps rise at the places looked at.
def unproven(stream, reach, size, first):
    seen = [first] if reach == 0 else []
    start, to = reach, size
    if since > -8e15: start = search(stream, reach, size, around_folds(since - slack, False), False, seen)
    if until < newest: to = search(stream, start, size, around_folds(until + slack, True), True, seen)
    if not rises(stream, seen, (reach, size, 24, 1024), (start, to, min(128, (to - start) // 32768 + 1), 1024)): return None
    if size - reach > to - start: info('unproven', size - reach - (to - start))
    return start, to
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
others = bytes(set(range(256)) - set(b'0123456789'))
plain_end = re.compile(rb'[^\s\dZ+.,:-]|\s(?:[^\dZ+-]|- )')
# Looks a file through for its runs, from where that was left off.
def survey(stream, reach, size, runs):
    at, buffer, within = reach, b'', False
    minute, length, head, digits, tail, tails = b'\0', 16, 0, 0, 0, set()
    top, looked = runs[-1][2] - 60000 if runs else -9e15, reach
    def look(place, line):
        nonlocal minute, length, head, digits, tail, tails, top, reach, looked
        found = stamp_of(line)
        if not found: return
        early, late = found
        start, to = early - early % 60000, late - late % 60000 + 59999
        run = runs[-1] if runs else None
        if not run or (place - run[0] >= block and (run[3] or to + 60000 < top)):
            runs.append([place if run else 0, start, to, 0])
            top = early
            if len(runs) > most_runs: merge(runs)
        else:
            if to + 60000 < top: run[3] = 1
            run[1], run[2], top = min(run[1], start), max(run[2], to), max(top, early)
        reach = looked = place
        if shape != 'iso':
            minute = b'\0'
            it.to_survey -= 4 * len(line)
            return
        # A line of the same minute needs no closer look when its zone, if any, is the same.
        words = iso.match(line)
        zone_at = words.start(9) if words[9] else words.end()
        length = 17 if line[:1] == b'[' else 16
        after = line[zone_at:words.end() + 3]
        if zone_at == words.end() and not plain_end.match(after): return
        count = len(line[length:zone_at].translate(None, others))
        if (line[:length], zone_at - length, count, len(after)) != (minute, head, digits, tail):
            minute, head, digits, tail, tails = line[:length], zone_at - length, count, len(after), set()
        tails.add(after)
    while at < size and it.to_survey > 0:
        piece = read_at(stream, at, min(size - at, 1048576))
        if not piece: break
        at += len(piece)
        it.to_survey -= len(piece)
        if within:
            cut = piece.find(b'\n') + 1
            if not cut: continue
            piece, within = piece[cut:], False
        p = at - len(buffer) - len(piece)
        lines = (buffer + piece).split(b'\n')
        buffer = lines.pop()
        for line in lines:
            body = line[length:length + head]
            if line[:length] == minute and line[length + head:length + head + tail] in tails and len(body.translate(None, others)) == digits: reach = p
            else: look(p, line)
            p += len(line) + 1
        if len(buffer) > 65536:
            look(p, buffer)
            buffer, within = b'', True
        if time.time() > deadline: break
    found = stamped_after(stream, max(0, reach - 1), reach + 1)
    return (reach if found and found[0] == reach else looked), runs
# The two neighbours that are shortest together become a mixture.
def merge(runs):
    best = min(range(len(runs) - 2), key=lambda i: runs[i + 2][0] - runs[i][0])
    one, two = runs[best:best + 2]
    runs[best:best + 2] = [[one[0], min(one[1], two[1]), max(one[2], two[2]), 1]]

def packed_as(one): return '%s@%d/z%d' % (one.ident, one.size, one.mtime)
def known_packed(log, one):
    name = packed_as(one)
    if name not in it.packed: it.packed[name] = [int(word) for known in log.get('known', ()) if known.startswith(name + '=') for word in known[len(name) + 1:].split(',')]
    return it.packed[name]
def first_of(log, one):
    global newest
    if one.packing and known_packed(log, one): return known_packed(log, one)[0]
    was, newest, found = newest, one.mtime, None
    try:
        with open_one(one) as stream: text = stream.read(65536)
    except (OSError, EOFError): text = b''
    it.read += len(text)
    for line in text.split(b'\n'):
        found = stamp_of(line)
        if found: break
    newest = was
    if found and one.packing: it.packed[packed_as(one)] = [found[0]]
    return found[0] if found else None
def latest_of(log, one, start):
    global newest
    latest, was, place = -9e15, newest, max(0, one.size - 8192)
    try:
        sure = int(os.stat(one.where).st_ctime) * 1000 + 999 < start
        with open(one.where, 'rb', 0) as stream:
            reach, runs = known_of(log, stream, one.ident, one.size)
            lines = read_at(stream, place, 8192).split(b'\n')
    except OSError: return latest, True
    latest = max([latest] + [run[2] for run in runs])
    newest = one.mtime
    for line in lines[1:] if place else lines:
        found = stamp_of(line)
        if found: latest = max(latest, found[1])
    newest = was
    return latest, sure or reach >= place
def reaching(log, start, every):
    exact, ahead, begins, some = to_survey > 1e14, 0, None, []
    it.left_out = 0
    for one in reversed(every):
        seen = known_packed(log, one) if one.packing else []
        reaches = exact or one.mtime + ahead >= start
        if not one.packing and not reaches:
            latest, sure = latest_of(log, one, start)
            # Touched since, whatever time it was given, and not known throughout: it is looked through.
            reaches = latest >= start or not sure
            # Who writes has a clock that is ahead of this host's: so it was with the others.
            if one.own and latest - one.mtime > slack: ahead = latest - one.mtime
        is_open = begins is None or begins > start
        reaches = reaches or bool(is_open and one.packing)
        # Of one that was read before nothing need be guessed.
        if len(seen) > 1: reaches = seen[2] >= start and seen[1] <= until + slack
        first = seen[0] if seen else None
        if first is None and is_open and start > -8e15: first = first_of(log, one)
        if reaches and one.packing and len(seen) < 2 and not exact and until < 8e15:
            if first is None: first = first_of(log, one)
            if first is not None and first > until + slack:
                reaches = False
                it.left_out += one.size
        if reaches: some.insert(0, one)
        if first is not None and (begins is None or first < begins): begins = first
    return some
def tell_choice(every):
    there = {packed_as(one) for one in every}
    for name in sorted(it.packed):
        if name in there and it.packed[name]: info('known', '%s=%s' % (name, ','.join(str(int(word)) for word in it.packed[name])))
    if it.left_out: info('unproven', it.left_out)
`;
