/** Python 3: systemd's journal, and the answer. */
export const pythonAnswer = String.raw`
def read_journal(log):
    global shape
    import json
    argv = ['journalctl', '-q', '--no-pager', '-o', 'json', '--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_PID']
    argv += ['-k'] if log['journal'] == 'kernel' else ['-u', log['journal']]
    if since > -8e15: argv += ['--since', '@%.3f' % (since / 1000)]
    if 'until' in options: argv += ['--until', '@%.3f' % (until / 1000)]
    if 'tail' in options: argv += ['-n', str(keep * 8)]
    cursor = log.get('cursor', '').split(' ')[0]
    if 'follow' in options: argv += ['-n', '1'] if not cursor else ['--after-cursor', cursor]
    silent = 'follow' in options and not cursor
    try: running = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError: return trouble('journal', log['journal'])
    head, more, pid, count = None, [], '', 0
    for line in running.stdout:
        it.read += len(line)
        count += 1
        fields = json.loads(line)
        cursor = fields.get('__CURSOR', cursor)
        if silent: continue
        message = fields.get('MESSAGE') or ''
        message = bytes(message) if isinstance(message, list) else message.encode('utf-8', 'surrogateescape')
        at, (first, *others) = int(fields.get('__REALTIME_TIMESTAMP', 0)) // 1000, message[:65536].split(b'\n')
        source, of = fields.get('SYSLOG_IDENTIFIER') or '', fields.get('_PID') or ''
        if head and of == pid and at - head[0] < 1000 and re.match(rb'\s|\Z|Traceback|During handling|The above exception|Caused by|[\w.]+(?:Error|Exception)\b', first):
            if len(more) < 500: more += [first] + others
            continue
        if head: take(*head, more)
        if stamp_of(first): level, name, said = detail_of(first)
        elif unstamped.match(first): level, name, said = unstamped_detail(first)
        else:
            shape = 'journal'
            level, name, said = spoken(first, b'')
        level = level or (50, 50, 50, 40, 30, 25, 20, 10)[int(fields.get('PRIORITY') or 6)]
        words = time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(at // 1000)) + ' ' + source + ('[%s]' % of if of else '') + ': '
        head, more, pid = (at, words.encode() + first, level, name or source.encode(), said), list(others), of
        if time.time() > deadline:
            it.late = True
            running.kill()
            break
    if head: take(*head, more)
    it.how.add('journal')
    it.shapes['journald'] = 1
    if 'follow' in options:
        info('limit', 'traces')
        info('cursor', cursor)
    if running.wait() > 0 and not it.late and not count: trouble('journal', log['journal'])

signal.alarm(int(number('seconds', 40)) + 5)
say('C', int(now) * 1000, offset_here(now), 'python3')
for log in logs:
    say('L', escaped(log['id']))
    it.hours, it.modules, it.plugins, it.signatures, it.kept, it.shapes, it.how = {}, {}, {}, {}, [], {}, set()
    it.matched = it.read = it.cut = it.seen = it.bytes = 0
    it.first, it.last, it.latest, it.turned, it.late, it.open = 9e15, -9e15, -9e15, False, False, None
    it.lowest, it.highest, it.began = 9e15, -9e15, None
    use_zone(log.get('zone'))
    folds, own = folds_of(zone), None
    if 'pattern' in log:
        try: own = re.compile(unhex(log['pattern']).replace(b'(?<', b'(?P<').replace(b'(?P<=', b'(?<=').replace(b'(?P<!', b'(?<!'), re.S)
        except re.error as fault:
            trouble('pattern', str(fault))
            continue
    {'file': read_file, 'journal': read_journal}.get(log['kind'], lambda log: trouble('source', log['kind']))(log)
    info('matched', it.matched)
    info('read', it.read)
    info('how', ' '.join(sorted(it.how)))
    info('shapes', ' '.join('%s:%d' % one for one in sorted(it.shapes.items(), key=lambda one: (-one[1], one[0]))))
    if it.cut: info('cut', it.cut)
    if it.late: info('late', 1)
    if it.matched:
        info('first', it.first)
        info('last', it.last)
    if any(since <= end and until >= begin and begin > (it.first if it.matched else 9e15) - 7200000 for begin, end in folds): info('folded', 1)
    for at in sorted(it.hours): say('H', at * bucket, *it.hours[at])
    for name, count in sorted(it.modules.items(), key=lambda one: (-one[1][0], one[0]))[:50]: say('M', escaped(name), *count)
    for name, count in sorted(it.plugins.items(), key=lambda one: (-one[1], one[0]))[:50]: say('P', escaped(name), count)
    order = sorted(it.signatures.items(), key=lambda one: (-one[1][0], -one[1][2], one[0]))
    info('kinds', len(order))
    for (source, key), one in order[:100]: say('S', *one[:4], escaped(source), escaped(key), escaped(one[4]))
    trim()
    for at, _, level, source, whole in it.kept: say('E', at, level, escaped(source), escaped(whole))
say('Z')
out.flush()
`;
