import { awkOwn } from './awk-own.ts';

/**
 * POSIX awk (mawk, busybox, gawk alike: no intervals, no captures), for hosts without perl and python. Reads lines of one log on its
 * input, `\001`, a file's time in ms and
 * that of lines before any stamp (`-`: they are left out) between files; prints the block of that log.
 */
export const awkProgram = String.raw`
function days(y, m, d,   era, of_era) {
  if (m <= 2) y--
  era = int(y / 400); of_era = y - era * 400
  return era * 146097 + of_era * 365 + int(of_era / 4) - int(of_era / 100) + int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1 - 719468
}
# Of two moments that words can mean the earlier; leaves the other one in later.
function moment(wall,   i, at, before) {
  at = ""; before = offset[1]
  for (i = 1; i <= zones; i++) {
    if (i < zones && wall - offset[i] >= begins[i + 1]) { before = offset[i]; continue }
    if (wall - offset[i] < begins[i]) continue
    if (at == "") at = wall - offset[i]
    later = wall - offset[i]
  }
  if (at == "") at = later = wall - before
  return at
}
# Which of both it was: a clock was set back when the stamps go back with it.
function chosen(at, other) {
  if (at == other) turned = 0
  else if (turned || at + 5000 < latest) { turned = 1; at = other }
  if (at > latest) latest = at
  return at
}
function year_of(ms,   y) { y = int(1970 + ms / 31556952000); if (days(y + 1, 1, 1) * 86400000 <= ms) y++; if (days(y, 1, 1) * 86400000 > ms) y--; return y }
function clock(words) { return substr(words, 1, 2) * 3600 + substr(words, 4, 2) * 60 + substr(words, 7, 2) }
function shift_of(words) { return (substr(words, 1, 1) == "-" ? -1 : 1) * (substr(words, 2, 2) * 3600 + substr(words, length(words) - 1) * 60) }
function iso_at(s,   wall, ms, zone) {
  wall = days(substr(s, 1, 4), substr(s, 6, 2) + 0, substr(s, 9, 2) + 0) * 86400 + clock(substr(s, 12, 8))
  s = substr(s, 20); ms = 0
  if (match(s, /^[.,][0-9]+/)) { ms = substr(substr(s, 2, RLENGTH - 1) "00", 1, 3); s = substr(s, RLENGTH + 1) }
  rest = s
  if (match(s, /^ ?(Z|[+-][01][0-9]:?[0-5][0-9])/) && substr(s, RLENGTH + 1, 1) !~ /[0-9:]/) {
    zone = substr(s, 1, RLENGTH); sub(/^ /, "", zone)
    rest = substr(s, RLENGTH + 1)
    return later = (wall - (zone == "Z" ? 0 : shift_of(zone))) * 1000 + ms
  }
  s = moment(wall) * 1000 + ms
  later = later * 1000 + ms
  return s
}
function iso_words(s) { return s ~ /^[0-9][0-9][0-9][0-9][-\/][01][0-9][-\/][0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]/ }
${awkOwn}# The moment of a line, -1 when it has none; leaves the later of two in later, what follows in rest and the form in form.
function stamp(line,   s, at) {
  if (ways) return own_stamp(substr(line, 1, 65536))
  s = line; sub(/^\[/, "", s)
  if (iso_words(s)) { at = iso_at(s); form = journal == "" ? "iso" : "journald"; return at }
  if (line ~ /^\{/ && match(line, /"(time|timestamp|ts|@timestamp)" *: *"?[0-9]/)) {
    s = substr(line, RSTART + RLENGTH - 1); form = "json"; rest = line
    if (s ~ /^[0-9][0-9][0-9][0-9]-/) { at = iso_at(s); rest = line; return at }
    match(s, /^[0-9.]+/); s = substr(s, 1, RLENGTH) + 0
    return later = s > 1e11 ? s : s * 1000
  }
  if (match(line, /^[^\[ ]+ [^ ]+ [^\[]+\[[0-3][0-9]\/[A-Z][a-z][a-z]\/[0-9][0-9][0-9][0-9][: ][0-9:]+( [+-][0-9][0-9][0-9][0-9])?\]/)) {
    rest = substr(line, RLENGTH + 1); s = substr(line, 1, RLENGTH); sub(/.*\[/, "", s); form = "access"
    at = days(substr(s, 8, 4), months[substr(s, 4, 3)], substr(s, 1, 2) + 0) * 86400 + clock(substr(s, 13, 8))
    if (substr(s, 21, 1) == " ") return later = (at - shift_of(substr(s, 22, 5))) * 1000
    at = moment(at) * 1000
    later *= 1000
    return at
  }
  if (line ~ /^[A-Z][a-z][a-z] [ 0-9][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9] / && (substr(line, 1, 3) in months)) {
    form = "syslog"; rest = substr(line, 17)
    at = moment(days(year, months[substr(line, 1, 3)], substr(line, 5, 2) + 0) * 86400 + clock(substr(line, 8, 8))) * 1000
    if (at > newest + 172800000) at = moment(days(year - 1, months[substr(line, 1, 3)], substr(line, 5, 2) + 0) * 86400 + clock(substr(line, 8, 8))) * 1000
    later *= 1000
    return at
  }
  return -1
}
function field(line, names,   s) {
  if (!match(line, "\"(" names ")\" *: *\"")) return ""
  s = substr(line, RSTART + RLENGTH)
  match(s, /^([^"\\]|\\.)*/)
  return substr(s, 1, RLENGTH)
}
# Level, module and text of a line whose stamp was just found: in level, from and said.
function detail(line,   s, i, word) {
  level = 0; from = ""; said = rest
  if (form == "own") {
    word = toupper(group["level"]); level = word in levels ? levels[word] : word ~ /^[0-9][0-9][0-9]?$/ ? (word + 0 > 60 ? 50 : word - 10) : 0
    from = group["module"]; said = "text" in group ? group["text"] : line
    return
  }
  if (form == "json") {
    word = field(line, "level|levelname|severity|lvl")
    if (word == "" && match(line, /"level" *: *[0-9]+/)) { word = substr(line, RSTART, RLENGTH); sub(/.*[: ]/, "", word); level = word + 0 > 60 ? 50 : word - 10 }
    else level = levels[toupper(word)] + 0
    from = field(line, "name|logger|module|component|plugin|service"); said = field(line, "msg|message|event")
    return
  }
  if (form == "access") {
    s = rest; sub(/^ "[^"]*" /, "", s); i = substr(s, 1, 3) + 0
    level = i >= 500 ? 40 : i >= 400 ? 30 : 20
    split(rest, parts, /[ "]+/); from = parts[3]
    if (match(from, /^\/[^\/?]*/)) from = substr(from, 1, RLENGTH); else from = ""
    said = i " " parts[2] " " parts[3]; sub(/[?].*/, "", said)
    return
  }
  if (form == "syslog" || form == "journald") { sub(form == "syslog" ? "^[^ ]+ " : "^ +", "", said); if (match(said, /^[^ :\[]+/)) from = substr(said, 1, RLENGTH); sub(/^[^ ]*: /, "", said) }
  else sub(/^[]:]? */, "", said)
  if (match(said, /^- [^ ].* - [A-Z]+ - /) && form == "iso") {
    split(said, parts, / - /); s = said; sub(/^- /, "", s); i = index(s, " - "); from = substr(s, 1, i - 1); s = substr(s, i + 3); i = index(s, " - ")
    level = levels[substr(s, 1, i - 1)] + 0; said = substr(s, i + 3)
    if (level || substr(s, 1, i - 1) ~ /^[A-Z]+$/) return
  }
  if (match(said, /^(- )?\[ *[A-Za-z]+ *\]/)) { word = substr(said, RSTART, RLENGTH); gsub(/[^A-Za-z]/, "", word); level = levels[toupper(word)] + 0; if (level) said = substr(said, RLENGTH + 1) }
  if (!level && match(said, /^(- )?[A-Z]+/)) { word = substr(said, RSTART, RLENGTH); sub(/^- /, "", word); level = levels[word] + 0; if (level) { said = substr(said, RLENGTH + 1); sub(/^(\[[0-9]+\])?( *[:|-])? */, "", said) } }
  if (!level && match(said, /^(error|warn|info|debug|fatal|critical):/)) { level = levels[toupper(substr(said, 1, RLENGTH - 1))] + 0; said = substr(said, RLENGTH + 1) }
  if (!level && match(substr(said, 1, 160), /[ [|](ERROR|WARNING|WARN|CRITICAL|FATAL|INFO|DEBUG|ERR|CRIT|ALERT|EMERG|PANIC|NOTICE|SEVERE|TRACE)[] |:,]/)) level = levels[substr(said, RSTART + 1, RLENGTH - 2)] + 0
  else if (level && from == "") {
    sub(/^ */, "", said); sub(/^[0-9]+#[0-9]+: (\*[0-9]+ )?/, "", said)
    if (match(said, /^\[[A-Za-z0-9_.-]+\]:? +/)) { from = substr(said, 2, index(said, "]") - 2); said = substr(said, RLENGTH + 1) }
    else if (match(said, /^[A-Za-z0-9_.-]+(:| -) +[^ ]/)) { match(said, /^[A-Za-z0-9_.-]+/); from = substr(said, 1, RLENGTH); said = substr(said, RLENGTH + 1); sub(/^( -|:) +/, "", said) }
  }
  if (!level && (form == "syslog" || form == "journald") && tolower(said) ~ /(^|[^a-z])(error|fatal|panic|critical|segfault|out of memory|oom-kill|traceback)([^a-z]|$)/) level = 40
}
# What a backslash in a replacement means differs from awk to awk.
function doubled(s,   n, i, out) { n = split(s, halves, /\\/); out = halves[1]; for (i = 2; i <= n; i++) out = out "\\\\" halves[i]; return out }
function escaped(s) { s = doubled(s); gsub(/\t/, "\\t", s); gsub(/\n/, "\\n", s); gsub(/\r/, "\\r", s); return s }
function signature(s) {
  s = substr(s, 1, 400); sub(/\n.*/, "", s)
  gsub(/"[^"]*"/, "\"<v>\"", s); gsub(/0x[0-9a-f]+/, "<hex>", s)
  if (s ~ /^[45][0-9][0-9] /) { kept_head = substr(s, 1, 3); s = substr(s, 4) } else { kept_head = ""; s = " " s }
  while (match(s, /[^A-Za-z_0-9<][0-9]+(\.[0-9]+)*/)) s = substr(s, 1, RSTART) "<n>" substr(s, RSTART + RLENGTH)
  if (kept_head == "") sub(/^ /, "", s)
  gsub(/[ \t]+/, " ", s)
  return kept_head s == "" ? "-" : kept_head s
}
function named(s) { return match(s, /^[A-Za-z0-9_.]+/) ? substr(s, 1, RLENGTH) : s }
function flush() {
  if (!open) return
  open = 0
  if (trace != "" && head_level < 40) { take(head_at, whole, head_level, head_from, head_said, ""); take(head_at, trace, 40, head_from, "", fault) }
  else take(head_at, trace == "" ? whole : whole "\n" trace, head_level, head_from, head_said, fault)
}
function take(at, text, level, from, said, fault,   key, hour) {
  if (at < since || at > until || level < least) return
  if (module != "" && index(tolower(from), module) == 0) return
  if (wanted != "" && index(tolower(text), wanted) == 0) return
  if (plugin != "" && index(tolower(from), plugin) == 0 && index(tolower(text), "'" plugin "'") == 0 && index(tolower(text), "\"" plugin "\"") == 0) return
  matched++
  if (first == "" || at < first) first = at
  if (last == "" || at > last) last = at
  if (hours) {
    hour = int(at / 3600000); hour_all[hour]++
    if (level >= 40) hour_bad[hour]++; else if (level >= 30) hour_warn[hour]++
    if (text ~ /"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) [^ ]/) hour_asked[hour]++
  }
  if (modules) { if (from in module_all || module_kinds < 2000) { if (!(from in module_all)) module_kinds++; module_all[from]++; if (level >= 40) module_bad[from]++ } if (match(text, /([Pp]lugin:?|from) ["'][A-Za-z0-9_.-]+["']/)) { key = substr(text, RSTART, RLENGTH - 1); sub(/.*["']/, "", key); plugged[key]++ } }
  if (signatures && level >= signatures) {
    key = signature(said != "" ? said : fault != "" ? fault : text)
    if (said != "" && fault != "" && !index(said, named(fault))) key = key ~ /^-$|Exception in ASGI application|^Traceback/ ? signature(fault) : key " · " signature(fault)
    key = from "\t" key
    if (key in kind_count || kinds < 2000) {
      if (!(key in kind_count)) { kinds++; kind_first[key] = at }
      kind_count[key]++; kind_level[key] = level > kind_level[key] ? level : kind_level[key]
      if (at < kind_first[key]) kind_first[key] = at
      if (at >= kind_last[key]) { kind_last[key] = at; kind_sample[key] = substr(text, 1, 1500) }
    }
  }
  if (keep) {
    for (hour = seen; hour > 0 && hour > seen - keep && kept_at[hour - 1] > at; hour--) { kept[hour] = kept[hour - 1]; kept_at[hour] = kept_at[hour - 1] }
    kept[hour] = sprintf("E\t%.0f\t%d\t%s\t%s", at, level, escaped(from), escaped(substr(text, 1, 4096) (length(text) > 4096 ? " … +" (length(text) - 4096) " B" : "")))
    kept_at[hour] = at; delete kept[seen - keep]; delete kept_at[seen - keep]; seen++
  }
}
# Of the names of counts the one with the greatest.
function most(counts,   i, best, found) { found = "\001"; for (i in counts) if (found == "\001" || counts[i] > best || (counts[i] == best && i < found)) { best = counts[i]; found = i } return found }
function decoded(hex,   s, i) { for (i = 1; i < length(hex); i += 2) s = s sprintf("%c", digit[substr(hex, i, 1)] * 16 + digit[substr(hex, i + 1, 1)]); return s }
BEGIN {
  split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", parts, " "); for (i = 1; i <= 12; i++) months[parts[i]] = i
  for (i = 0; i < 16; i++) digit[substr("0123456789abcdef", i + 1, 1)] = i
  n = split("TRACE 5 DEBUG 10 INFO 20 NOTICE 25 WARN 30 WARNING 30 ERR 40 ERROR 40 SEVERE 40 CRIT 50 CRITICAL 50 ALERT 50 EMERG 50 EMERGENCY 50 FATAL 50 PANIC 50", parts, " ")
  for (i = 1; i < n; i += 2) levels[parts[i]] = parts[i + 1] + 0
  zones = split(zone, parts, ","); for (i = 1; i <= zones; i++) { split(parts[i], pair, ":"); begins[i] = pair[1] + 0; offset[i] = pair[2] + 0 }
  module = tolower(decoded(module_hex)); wanted = tolower(decoded(text_hex)); plugin = tolower(decoded(plugin_hex)); matched = 0; seen = 0; latest = -1; newest += 0; year = year_of(newest); lead = newest
  if (pieces_hex != "") own_read(decoded(pieces_hex))
}
/^\001/ { flush(); split(substr($0, 2), parts, " "); newest = parts[1] + 0; year = year_of(newest); current = ""; lead = parts[2]; next }
mode == "count" { if (stamp($0) >= 0) counted++; next }
mode != "" { at = NR > 1 || from_start ? stamp($0) : -1; if (at >= 0) { if (mode == "last") at_end = at_end == "" || later > at_end ? later : at_end; else { printf mode == "place" ? "%.0f %.0f\n" : "%.0f\n", at, passed; exit } } passed += length($0) + 1; next }
{
  if (length($0) > 65536) { cut++; $0 = substr($0, 1, 65536) }
  at = stamp($0)
  if (at >= 0) {
    at = chosen(at, later)
    flush(); detail($0); shapes[form]++
    current = at; open = 1; head_at = at; whole = $0; head_level = level; head_from = from; head_said = said; trace = ""; fault = ""; size = 0
  } else if (!open && current == "" && lead == "-") {
    # What goes on from before the part that is read.
  } else if (!ways && $0 ~ /^(TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL|ALERT) *:/) {
    flush(); shapes["level"]++
    match($0, /^[A-Z]+/); open = 1; head_at = current == "" ? lead + 0 : current; whole = $0; head_level = levels[substr($0, 1, RLENGTH)]; head_said = substr($0, RLENGTH + 1); head_from = ""; trace = ""; fault = ""; size = 0
    sub(/^ *:/, "", head_said)
    if (match(head_said, /^[A-Za-z0-9_.-]+:/)) { head_from = substr(head_said, 1, RLENGTH - 1); head_said = substr(head_said, RLENGTH + 1) }
    sub(/^ +/, "", head_said)
  } else {
    shapes["other"]++
    if (!open) { open = 1; head_at = current == "" ? lead + 0 : current; whole = $0; head_level = $0 ~ /^Traceback/ ? 40 : 0; head_from = ""; head_said = ""; trace = ""; fault = ""; size = 0; next }
    size += length($0)
    if (size <= 65536) {
      if (trace != "" || $0 ~ /^Traceback \(most recent call last\)/) trace = trace == "" ? $0 : trace "\n" $0; else whole = whole "\n" $0
      if ($0 ~ /^([A-Za-z0-9_.]+(Error|Exception|Warning|Interrupt|Exit|Timeout|Failure|Fault)|[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+: |Caused by: )/) fault = $0
    }
  }
}
END {
  if (mode == "count") print counted + 0
  if (mode != "") { if (at_end != "") printf "%.0f\n", at_end; exit }
  flush()
  printf "I\tmatched\t%d\n", matched
  while ((i = most(shapes)) != "\001") { list = list " " i ":" shapes[i]; delete shapes[i] }
  printf "I\tshapes\t%s\n", list
  if (cut) printf "I\tcut\t%d\n", cut
  if (matched) printf "I\tfirst\t%.0f\nI\tlast\t%.0f\n", first, last
  for (i in hour_all) printf "H\t%.0f\t%d\t%d\t%d\t%d\n", i * 3600000, hour_all[i], hour_warn[i], hour_bad[i], hour_asked[i]
  for (i = 2; i <= zones; i++) {
    n = offset[i - 1] - offset[i]
    if (n > 0 && first != "" && since <= (begins[i] + n) * 1000 && until >= (begins[i] - n) * 1000 && (begins[i] - n) * 1000 > first - 7200000) print "I\tfolded\t1"
  }
  while (printed_modules++ < 50 && (i = most(module_all)) != "\001") { printf "M\t%s\t%d\t%d\n", escaped(i), module_all[i], module_bad[i]; delete module_all[i] }
  while (printed_plugins++ < 50 && (i = most(plugged)) != "\001") { printf "P\t%s\t%d\n", escaped(i), plugged[i]; delete plugged[i] }
  printf "I\tkinds\t%d\n", kinds
  while (printed_kinds++ < 100 && (i = most(kind_count)) != "\001") { split(i, pair, "\t"); printf "S\t%d\t%.0f\t%.0f\t%d\t%s\t%s\t%s\n", kind_count[i], kind_first[i], kind_last[i], kind_level[i], escaped(pair[1]), escaped(substr(i, length(pair[1]) + 2)), escaped(kind_sample[i]); delete kind_count[i] }
  for (i = seen > keep ? seen - keep : 0; i < seen; i++) print kept[i]
}
`;
