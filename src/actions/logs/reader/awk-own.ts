/** Awk: lines of a form of their own, by the pieces of `awkPattern`. */
export const awkOwn = String.raw`
# An own pattern, cut at its groups: takes of a line each piece in turn, as much as lets the rest follow, or as little.
function own_read(text,   n, i, p, all, line, way) {
  n = split(text, all, "\n")
  for (i = 1; i <= n; i++) {
    p = index(all[i], "\t"); line = substr(all[i], p + 1)
    if (substr(all[i], 1, p - 1) == "a") { ways++; own_ends[ways] = line; own_pieces[ways] = 0; continue }
    way = ways "," (++own_pieces[ways]); own_name[way] = substr(all[i], 1, p - 1)
    p = index(line, "\t"); own_lazy[way] = p > 1; own_text[way] = substr(line, p + 1)
  }
  for (i = 1; i <= ways; i++) {
    own_rest[i "," (own_pieces[i] + 1)] = own_ends[i] ~ /[$]/ ? "$" : ""
    for (p = own_pieces[i]; p > 0; p--) own_rest[i "," p] = "(" own_text[i "," p] ")" own_rest[i "," (p + 1)]
  }
}
function fits(s, size, way, p) { return substr(s, 1, size) ~ ("^(" own_text[way "," p] ")$") && substr(s, size + 1) ~ ("^" own_rest[way "," (p + 1)]) }
function own_match(line,   way, s, p, size, tries, most) {
  for (way = 1; way <= ways; way++) {
    if (!match(line, (own_ends[way] ~ /\^/ ? "^" : "") own_rest[way ",1"])) continue
    s = substr(line, RSTART); tries = 0
    split("", group)
    for (p = 1; p <= own_pieces[way]; p++) {
      if (own_lazy[way "," p]) { size = 0; while (tries < 2000 && size <= length(s) && !fits(s, size, way, p)) { size++; tries++ } }
      else { match(s, "^(" own_text[way "," p] ")"); size = RLENGTH; while (tries < 2000 && size > 0 && !fits(s, size, way, p)) { size--; tries++ } }
      if (tries >= 2000 || size < 0) break
      if (own_name[way "," p] != "") group[own_name[way "," p]] = substr(s, 1, size)
      s = substr(s, size + 1)
    }
    if (p > own_pieces[way]) return 1
  }
  return 0
}
function own_stamp(line,   s, at) {
  if (!own_match(line) || !("stamp" in group)) return -1
  s = group["stamp"]; form = "own"
  if (match(s, /^\[?[0-3][0-9]\/[A-Z][a-z][a-z]\/[0-9][0-9][0-9][0-9]:[0-9][0-9]:[0-9][0-9]:[0-9][0-9] [+-][0-9][0-9][0-9][0-9]/)) {
    sub(/^\[/, "", s)
    return later = (days(substr(s, 8, 4), months[substr(s, 4, 3)], substr(s, 1, 2) + 0) * 86400 + clock(substr(s, 13, 8)) - shift_of(substr(s, 22, 5))) * 1000
  }
  if (s ~ /^[0-9]+([.][0-9]+)?$/ && s + 0 >= 100000000 && s + 0 < 10000000000000) { at = s + 0; return later = int(at > 1e11 ? at : at * 1000) }
  sub(/^\[/, "", s)
  return iso_words(s) ? iso_at(s) : -1
}
`;
