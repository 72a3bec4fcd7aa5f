import { sh } from '../../sh.ts';

/**
 * POSIX sh, for hosts without perl and python: chooses the files and the part of each that awk reads. Without awk too only the
 * newest lines are shown, with what of coreutils turns a file round.
 */
export const shellProgram = sh`
LC_ALL=C
export LC_ALL
since= until= level=0 n=0 tail= follow= hours=0 modules=0 signatures=0 module= plugin= text= ago=
tab=$(printf '\t')
case $(tail -c 1 /dev/null 2>&1) in ?*) exit 127 ;; esac
say() {
  out=$1
  shift
  for word; do out="$out$tab$word"; done
  printf '%s\n' "$out"
}
clock=$(date +%s)
hm=$(date +%z)
sign=\${hm%????} hm=\${hm#?}
h=\${hm%??} m=\${hm#??}
away=$((\${sign}1 * (\${h#0} * 3600 + \${m#0} * 60)))

moments() { awk "$@" -v pieces_hex="$pieces" -v zone="$zone" -v newest="\${mtime}000" "$awk_program"; }
# FILE SIZE MOMENT: sets low, before which nothing is as late, and end, behind which everything is, if stamps rise.
find_place() {
  low=0 high=$2 end=$2
  while [ $((high - low)) -gt 65536 ]; do
    middle=$(((low + high) / 2))
    at=$(tail -c "+$((middle + 1))" -- "$1" | head -c $((high - middle)) | moments -v mode=place)
    if [ -z "$at" ]; then high=$middle
    elif [ "\${at% *}" -ge "$3" ]; then high=$middle end=$((middle + \${at#* }))
    else low=$middle; fi
  done
}
# FILE FROM TO: that part, beginning with a whole line.
part() { tail -c "+$(($2 + 1))" -- "$1" | head -c $(($3 - $2)) | if [ "$2" = 0 ]; then cat; else sed 1d; fi; }
# FILE: turn, mtime, size and path of the log and what was rotated away from it, the log first and then newest first. By their
# names, for the time a file has says nothing where it was copied; by their times where the names are of two kinds.
siblings() {
  stem=\${1%.*} ending=.\${1##*.} kinds=
  [ -f "$1" ] && stat -c "z %Y %s %n" -- "$1"
  for one in "$1"[.-][0-9]* "$stem"[.-][0-9]*"$ending" "$stem"[.-][0-9]*"$ending".*; do
    [ "$one" != "$1" ] && [ -f "$one" ] || continue
    turn=\${one#"$stem"} plain=\${one%.gz} plain=\${plain%.bz2} plain=\${plain%.xz} plain=\${plain%.zst}
    [ "$plain" = "$one" ] || [ ! -f "$plain" ] || continue
    turn=\${plain#"$stem"} turn=\${turn#"$ending"} turn=\${turn#[.-]} turn=\${turn%"$ending"}
    case $turn in
      [0-9] | [0-9][0-9] | [0-9][0-9][0-9] | [0-9][0-9][0-9][0-9])
        while case $turn in 0?*) ;; *) false ;; esac; do turn=\${turn#0}; done
        turn=$(printf %04d $((9999 - turn))) kinds=n$kinds ;;
      [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]* | [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) case $turn in *[!0-9-]*) continue ;; esac; kinds=\${kinds}d ;;
      *) continue ;;
    esac
    stat -c "$turn %Y %s %n" -- "$one"
  done >"$room/turned"
  case $kinds in *n*d*) sort -u -k 2,2rn "$room/turned" ;; *) sort -u -r "$room/turned" ;; esac
}
first_of() {
  case $1 in *.gz) gzip -dc -- "$1" 2>/dev/null ;; *) cat -- "$1" ;; esac | head -c 65536 | moments -v mode=stamp -v from_start=1
}
# Which of them can hold what is asked for, oldest first. A packed file holds nothing later than the beginning of the one that comes next.
reaching() {
  next= ahead=0 left=0 counted=0 reaches= first=
  siblings "$path" >"$room/all"
  : >"$room/some"
  while IFS= read -r line; do
    turn=\${line%% *} line=\${line#* } mtime=\${line%% *} line=\${line#* } bytes=\${line%% *} one=\${line#* }
    [ "$bytes" -gt 0 ] || continue
    reaches= first=
    if [ -n "$survey$tail" ] || [ -z "$since" ] || [ "$(((mtime + 1) * 1000 + ahead))" -ge "$((since - 5000))" ]; then reaches=1; fi
    if [ -n "$next" ] && [ "$next" -le "$((\${since:-0} - 5000))" ]; then open=; else open=1; fi
    case $one in
      *.bz2 | *.xz | *.zst) if [ -n "$reaches" ]; then say X unreadable "$one"; fi; continue ;;
      *.gz) reaches=$reaches$open ;;
      *)
        if [ -z "$reaches" ]; then
          if [ "$bytes" -gt 8192 ]; then end=$(tail -c 8192 -- "$one" | moments -v mode=last); else end=$(moments -v mode=last -v from_start=1 <"$one"); fi
          if [ "\${end:-0}" -ge "$((since - 5000))" ]; then reaches=1
          # It was touched since, whatever time it was given then: a small one is looked through, of a great one it is said.
          elif [ "$bytes" -gt 8192 ] && [ "$((($(stat -c %Z -- "$one") + 1) * 1000))" -ge "$((since - 5000))" ]; then
            if [ "$bytes" -le 1048576 ]; then reaches=1; else left=$((left + bytes)); fi
          fi
          # Who writes has a clock that is ahead of this host's: so it was with the others.
          if [ "$turn" = z ] && [ "$((\${end:-0} - mtime * 1000))" -gt 6000 ]; then ahead=$((end - mtime * 1000)); fi
        fi ;;
    esac
    if [ -n "$open" ] && [ -n "$since" ] && [ -z "$tail" ]; then first=$(first_of "$one"); fi
    case $one in *.gz)
      if [ -n "$reaches" ] && [ -n "$until" ] && [ -z "$survey" ]; then
        first=\${first:-$(first_of "$one")}
        if [ "\${first:-0}" -gt "$((until + 5000))" ]; then reaches= left=$((left + bytes)); fi
      fi ;;
    esac
    if [ -n "$reaches" ]; then
      printf '%s %s %s %s\n' "$mtime" "$bytes" "\${first:--}" "$one" | cat - "$room/some" >"$room/more"
      cat "$room/more" >"$room/some"
    fi
    # The newest are taken from as many files as are needed.
    if [ -n "$tail" ]; then
      case $one in *.gz) gzip -dc -- "$one" ;; *) tail -c 2097152 -- "$one" ;; esac | moments -v mode=count >"$room/count"
      counted=$((counted + $(cat "$room/count")))
      [ "$counted" -lt "$n" ] || break
    fi
    if [ -n "$first" ] && { [ -z "$next" ] || [ "$first" -lt "$next" ]; }; then next=$first; fi
  done <"$room/all"
  if [ "$left" -gt 0 ]; then say I unproven "$left"; fi
  # The last one was the oldest there is.
  if [ -n "$reaches" ] && [ -n "$since" ] && [ "\${first:-0}" -gt "$((since + 5000))" ]; then echo "$first" >"$room/begins"; fi
}
read_file() {
  size=$(stat -c %s -- "$path" 2>/dev/null)
  if [ -z "$size" ]; then say X missing "$path"; else say I size "$size"; fi
  if [ -n "$follow" ]; then
    id=$(stat -c %d:%i -- "$path" 2>/dev/null) known=\${cursor%@*} offset=\${cursor#*@}
    if [ -z "$cursor" ] || [ -z "$id" ]; then say I cursor "\${id:-0:0}@\${size:-0}"; return; fi
    [ "$known" = "$id" ] && [ "$offset" -le "$size" ] || offset=0
    if [ $((size - offset)) -gt 262144 ]; then say I skipped $((size - 262144 - offset)); offset=$((size - 262144)); fi
    say I limit traces
    # Only whole lines: one still being written waits for its end.
    whole=$(tail -c "+$((offset + 1))" -- "$path" | head -c $((size - offset)) | awk -v size=$((size - offset)) '{ last = length($0); sum += last + 1 } END { print (sum > size ? sum - last - 1 : sum + 0) }')
    tail -c "+$((offset + 1))" -- "$path" | head -c "$whole" | answer
    say I cursor "$id@$((offset + whole))"
    return
  fi
  # A rotation in between is looked at again.
  for try in 1 2 3 4; do
    before=$(stat_all)
    one_look >"$room/look"
    settled=
    if [ "$before" = "$(stat_all)" ]; then settled=1 && break; fi
  done
  cat "$room/look"
  if [ -z "$settled" ]; then say I shrunk "$path"; fi
  rm -f -- "$room"/*
}
stat_all() { siblings "$path" | while IFS= read -r line; do line=\${line#* * * }; stat -c '%d:%i %w' -- "$line"; done; }
# Names may have spaces, never a line break: read line by line.
one_look() {
  rm -f -- "$room/names" "$room/unproven" "$room/how" "$room/begins"
  names=
  reaching
  while IFS= read -r line; do
    mtime=\${line%% *} line=\${line#* } bytes=\${line%% *} line=\${line#* } first=\${line%% *} one=\${line#* }
    names="$names\${names:+, }\${one##*/}"
    printf '%s\n' "$names" >"$room/names"
    # What has no time is of the time it was written at, or of the window's end.
    lead="\${mtime}999"
    if [ -n "$until" ] && [ "$until" -lt "$lead" ]; then lead=$until; fi
    case $one in
      *.gz)
        echo packed >>"$room/how"
        printf '\001%s999 %s\n' "$mtime" "$lead"
        gzip -dc -- "$one"
        ;;
      *)
        from=0 to=$bytes how=whole
        if [ "$first" = - ]; then first=$(head -c "$bytes" -- "$one" | moments -v mode=stamp -v from_start=1); fi
        if [ -z "$first" ]; then how=unstamped
        else
          lead=$first
          if [ -n "$tail" ]; then
            how=newest
            [ "$bytes" -gt 2097152 ] && from=$((bytes - 2097152))
          elif [ "$bytes" -gt 1048576 ] && [ -z "$survey" ]; then
            how=search
            if [ -n "$since" ]; then find_place "$one" "$bytes" $((since - 5000)); from=$low; fi
            if [ -n "$until" ]; then
              find_place "$one" "$bytes" $((until + 5000))
              [ $((end + 65536)) -lt "$bytes" ] && to=$((end + 65536))
            fi
            echo $((bytes - to + from)) >>"$room/unproven"
          fi
          if [ "$from" -gt 0 ]; then lead=-; fi
        fi
        echo "$how" >>"$room/how"
        printf '\001%s999 %s\n' "$mtime" "$lead"
        part "$one" "$from" "$to"
        ;;
    esac
  done <"$room/some" | answer
  [ -f "$room/names" ] && say I files "$(cat "$room/names")"
  if [ -f "$room/begins" ] && [ -z "$tail" ]; then say I begins "$(cat "$room/begins")"; fi
  if [ -f "$room/how" ]; then say I how "$(echo $(sort -u "$room/how"))"; fi
  if [ -f "$room/unproven" ]; then
    while read -r bytes; do [ "$bytes" = 0 ] || say I unproven "$bytes"; done <"$room/unproven"
  fi
}
read_journal() {
  if [ "$journal" = kernel ]; then set -- -k; else set -- -u "$journal"; fi
  plain='s/\([+-][0-9][0-9]:*[0-9][0-9]\) [^ ]* /\1 /'
  if [ -n "$follow" ]; then
    say I limit traces
    if [ -z "$cursor" ]; then journalctl -q --no-pager "$@" -n 1 --show-cursor >"$room/journal" 2>/dev/null
    else journalctl -q --no-pager -o short-iso "$@" --after-cursor "$cursor" --show-cursor >"$room/journal" 2>/dev/null; fi
    reached=$(sed -n 's/^-- cursor: //p' "$room/journal")
    [ -z "$cursor" ] || sed "/^-- cursor: /d; $plain" "$room/journal" | answer
    say I cursor "\${reached:-$cursor}"
    return
  fi
  journalctl -q --no-pager -o short-iso "$@" \${since:+--since "@$((since / 1000))"} \${until:+--until "@$((until / 1000))"} \${tail:+-n "$n"} 2>/dev/null | sed "$plain" | answer
  say I how journal
}
answer() {
  awk -v since="\${since:--9e15}" -v until="\${until:-9e15}" -v least="$level" -v keep="$n" -v hours="$hours" -v modules="$modules" -v signatures="$signatures" \
    -v pieces_hex="$pieces" -v module_hex="$module" -v plugin_hex="$plugin" -v text_hex="$text" -v zone="$zone" -v journal="$journal" -v newest="\${clock}000" -v year="$(date +%Y)" "$awk_program"
}
# Without awk.
newest_lines() {
  if [ ! -r "$path" ]; then say X missing "$path"; return; fi
  tac -- "$path" | head -n "\${n:-30}" | tac | sed "s/\\\\\\\\/\\\\\\\\\\\\\\\\/g; s/$tab/\\\\\\\\t/g; s/^/E\${tab}0\${tab}0\${tab}\${tab}/"
}
read_log() {
  [ -n "$id" ] || return
  say L "$id"
  [ -n "$zone" ] || zone="-10000000000000:$away"
  if [ -z "$awk_program" ]; then
    for limit in window level counts; do say I limit "$limit"; done
    [ "$kind" = file ] && newest_lines || say X source "$kind"
  else
    if [ -n "$own" ] && [ -z "$pieces" ]; then say I limit forms; fi
    case $kind in file) read_file ;; journal) say I limit levels; read_journal ;; *) say X source "$kind" ;; esac
  fi
}
command -v awk >/dev/null 2>&1 || awk_program=
[ -n "$awk_program" ] || command -v tac >/dev/null 2>&1 || exit 127
room=$(mktemp -d) || exit 127
trap 'rm -rf -- "$room"' EXIT
trap 'exit 143' TERM HUP INT
say C "\${clock}000" "$away" "$([ -n "$awk_program" ] && echo sh || echo tac)"
for word; do
  case $word in pattern=*) if [ -z "$seen" ]; then say X pattern 'needs perl or python3 on the host'; say Z; exit 0; fi ;; log=*) seen=1 ;; esac
done
id= zone= cursor= survey= own= pieces=
for word; do
  value=\${word#*=}
  case $word in
    log=*) read_log; id=$value kind= path= journal= zone= cursor= own= pieces= ;;
    kind=*) kind=$value ;; path=*) path=$value ;; journal=*) journal=$value ;; zone=*) zone=$value ;; cursor=*) cursor=$value ;;
    pattern=*) own=$value ;; pieces=*) pieces=$value ;;
    ago=*) since=$(((clock - value / 1000) * 1000)) ;; since=*) since=$value ;; until=*) until=$value ;; level=*) level=$value ;; n=*) n=$value ;;
    tail=* | form=*) tail=1 ;; follow=*) follow=1 ;; hours=*) hours=1 ;; modules=*) modules=1 ;; signatures=*) signatures=$value ;;
    module=*) module=$value ;; plugin=*) plugin=$value ;; text=*) text=$value ;; survey=*) survey=$value ;;
  esac
done
read_log
say Z
`;
