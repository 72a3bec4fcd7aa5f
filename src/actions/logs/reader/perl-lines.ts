/**
 * Perl: what a line is. stamp_of($line) returns its moments, or nothing when it is no stamped line, and leaves in $shape what it is
 * and in $rest where what follows begins. detail_of returns level (10 debug … 50 critical, 0 unknown), module and text.
 */
export const perlLines = String.raw`
my ($shape, $rest, $newest, $own) = ('', 0, 0, undef);
my %level = (TRACE=>5, DEBUG=>10, INFO=>20, NOTICE=>25, WARN=>30, WARNING=>30, ERR=>40, ERROR=>40, SEVERE=>40,
  CRIT=>50, CRITICAL=>50, ALERT=>50, EMERG=>50, EMERGENCY=>50, FATAL=>50, PANIC=>50);
my $levels = join '|', sort { length $b <=> length $a } keys %level;
my $iso = qr/\[?(\d{4}([-\/])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])[T ](?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(?:[.,](\d{1,9}))?(?: ?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)(?![\d:]))?/;
my $access = qr/\A[^\s\[]{1,255} \S{1,255} [^\[\n]{1,255}\[(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]/;
my $unstamped = qr/\A(TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL|ALERT) *:/;
my ($minute, $minute_wall) = ('', 0);

sub iso_at {
  my ($words, $second, $fraction, $offset) = @_;
  if ($words ne $minute) {
    $minute = $words;
    $minute_wall = midnight(substr($words, 0, 4), substr($words, 5, 2) + 0, substr($words, 8, 2) + 0)
      + substr($words, 11, 2) * 3600 + substr($words, 14, 2) * 60;
  }
  return zoned($minute_wall + $second, defined $fraction ? substr($fraction . '00', 0, 3) + 0 : 0, $offset);
}
sub number_at { my $n = shift; my $ms = int($n > 1e11 ? $n : $n * 1000); return ($ms, $ms) }
sub access_at { my $m = $month{$_[1]} or return; return zoned(midnight($_[2], $m, $_[0] + 0) + $_[3] * 3600 + $_[4] * 60 + $_[5], 0, $_[6]) }

sub stamp_of {
  return own_stamp($_[0]) if $own;
  my $c = ord $_[0];
  if (($c >= 48 && $c <= 57) || $c == 91) {
    if ($_[0] =~ /\A$iso/o) { $shape = 'iso'; $rest = $+[0]; return iso_at($1, $3, $4, $5) }
  } elsif ($c == 123) {
    if (substr($_[0], 0, 65536) =~ /"(?:time|timestamp|ts|\@timestamp)"\s*:\s*(?:"(?:$iso)[^"]{0,20}"|(\d{9,13}(?:\.\d+)?)(?=[\s,}]))/o) {
      ($shape, $rest) = ('json', 0);
      return defined $6 ? number_at($6) : iso_at($1, $3, $4, $5);
    }
    return;
  } elsif ($c >= 65 && $c <= 90 && $_[0] =~ /\A([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) / && $month{$1}) {
    my ($m, $d, $second, $end) = ($month{$1}, $2 + 0, $3 * 3600 + $4 * 60 + $5, $+[0]);
    # No year is written: the newest that does not lie after the file's end.
    my $year = (gmtime($newest / 1000))[5] + 1900;
    my @at = instants(midnight($year, $m, $d) + $second, 0);
    @at = instants(midnight($year - 1, $m, $d) + $second, 0) if $at[0] > $newest + 172800000;
    ($shape, $rest) = ('syslog', $end);
    return @at;
  }
  if ($_[0] =~ /$access/o) { my @at = access_at($1, $2, $3, $4, $5, $6, $7); ($shape, $rest) = ('access', $+[0]) ; return @at }
  return;
}

sub own_stamp {
  return unless substr($_[0], 0, 65536) =~ $own;
  my $words = $+{stamp};
  return unless defined $words;
  ($shape, $rest) = ('own', 0);
  return iso_at($1, $3, $4, $5) if $words =~ /\A$iso/o;
  return access_at($1, $2, $3, $4, $5, $6, $7) if $words =~ /\A\[?(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})/;
  return number_at($1) if $words =~ /\A(\d{9,13}(?:\.\d+)?)\z/;
  return;
}
# A number is pino's: 30 is info, 50 an error.
sub level_named { my $word = uc(shift // ''); return $level{$word} // ($word =~ /\A\d{2,3}\z/ ? ($word > 60 ? 50 : $word - 10) : 0) }
sub string_of { my $s = shift; return '' unless defined $s; $s =~ s/\\n/\n/g; $s =~ s/\\t/\t/g; $s =~ s/\\(["\\\/])/$1/g; return $s }
sub field { my ($line, $names) = @_; return $line =~ /"(?:$names)"\s*:\s*"((?:[^"\\]++|\\.)*+)"/s ? string_of($1) : undef }

# Of a line whose stamp was just found.
sub detail_of {
  my $line = length $_[0] > 65536 ? substr($_[0], 0, 65536) : $_[0];
  if ($shape eq 'own') {
    $line =~ $own or return (0, '', $line);
    my ($named, $module, $text) = ($+{level}, $+{module}, $+{text});
    return (level_named($named), $module // '', $text // $line);
  }
  if ($shape eq 'json') {
    my $named = $line =~ /"(?:level|levelname|severity|lvl|log\.level)"\s*:\s*(?:"(\w+)"|(\d+))/ ? $1 // $2 : '';
    my $text = field($line, 'msg|message|event') // $line;
    my $more = field($line, 'stack|exception|exc_info');
    $text .= "\n$more" if defined $more && $more ne '';
    return (level_named($named), field($line, 'name|logger|module|component|plugin|service') // '', $text);
  }
  if ($shape eq 'access') {
    return (0, '', $line) unless substr($line, $rest) =~ /\A "(?:(\S+) ([^\s"?]*)[^"]*|[^"]*)" (\d{3})/;
    my ($method, $path, $status) = ($1 // '-', $2 // '-', $3);
    return ($status >= 500 ? 40 : $status >= 400 ? 30 : 20, $path =~ /\A(\/[^\/]*)/ ? $1 : '', "$status $method $path");
  }
  my $said = substr($line, $rest);
  if ($shape eq 'syslog') {
    my $module = $said =~ s/\A\S+ ([^\s:\[]+)(?:\[\d+\])?: // ? $1 : '';
    return spoken($said, $module);
  }
  $said =~ s/\A[\]:]?\s*//;
  return ($level{$2} // 0, $1, $3) if $said =~ /\A- (\S[^\n]{0,200}?) - ([A-Z]+) - (.*)\z/s;
  return spoken($said, '');
}
# A level said in words at the beginning of a text.
sub spoken {
  my ($said, $module) = @_;
  my $named;
  if ($said =~ s/\A(?:- )?\[ *($levels)\s*\] *//oi || $said =~ s/\A(?:- )?($levels)\b(?:\[\d+\])?(?: *[:|-])? *//o || $said =~ s/\A(error|warn|info|debug|fatal|critical): *//) {
    $named = $1;
    $said =~ s/\A\d+#\d+: (?:\*\d+ )?//;
    if ($module eq '' && $said =~ s/\A(?:\[([\w.-]{1,80})\]:? +|([\w.-]{1,80})(?::| -) +(?=\S))//) { $module = $1 // $2 }
  } elsif (substr($said, 0, 160) =~ /(?:\A|[\s\[|])($levels)(?=[\s\]|:,]|\z)/o) {
    $named = $1;
  }
  my $level = $named ? $level{uc $named} : 0;
  $level = 40 if !$named && $said =~ /\b(?:error|fatal|panic|critical|segfault|out of memory|oom-kill|traceback)\b/i && $shape =~ /syslog|journal/;
  return ($level, $module, $said);
}
# Of a line that says its level but no time.
sub unstamped_detail {
  my $line = shift;
  return unless $line =~ /$unstamped/o;
  my ($named, $said) = ($1, substr($line, $+[0]));
  my $module = $said =~ s/\A([\w.-]{1,80}):// ? $1 : '';
  $said =~ s/\A\s+//;
  return ($level{$named}, $module, $said);
}
`;
