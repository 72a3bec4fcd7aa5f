/** Perl: lines that are not begun by a date: JSON, syslog, access logs, and forms of their own from the configuration. */
export const perlForms = String.raw`
my $access = qr/\A[^\s\[]{1,255} \S{1,255} [^\[\n]{1,255}\[(\d\d)\/(\w{3})\/(\d{4})[: ](\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?\]/;
sub number_at { my $n = shift; my $ms = int($n > 1e11 ? $n : $n * 1000); return ($ms, $ms) }
sub access_at { my $m = $month{$_[1]} or return; return zoned(midnight($_[2], $m, $_[0] + 0) + $_[3] * 3600 + $_[4] * 60 + $_[5], 0, $_[6]) }
sub other_stamp {
  my $c = $_[1];
  if ($c == 123) {
    if (substr($_[0], 0, 65536) =~ /"(?:time|timestamp|ts|\@timestamp)"\s*:\s*(?:"(?:$iso_words)[^"]{0,20}"|(\d{9,13}(?:\.\d+)?)(?=[\s,}]))/o) {
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

sub own_pattern {
  my $log = shift;
  my $words = unhex($log->{pattern});
  $own = eval { qr/$words/s };
  trouble('pattern', $@) if !$own;
  return $own;
}
sub own_stamp {
  return unless substr($_[0], 0, 65536) =~ $own;
  my $words = $+{stamp};
  return unless defined $words;
  ($shape, $rest) = ('own', 0);
  return iso_at($1, $3, $4, $5) if $words =~ /$iso/o;
  return access_at($1, $2, $3, $4, $5, $6, $7) if $words =~ /\A\[?(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})/;
  return number_at($1) if $words =~ /\A(\d{9,13}(?:\.\d+)?)\z/;
  return;
}
# A number is pino's: 30 is info, 50 an error.
sub level_named { my $word = uc(shift // ''); return $level{$word} // ($word =~ /\A\d{2,3}\z/ ? ($word > 60 ? 50 : $word - 10) : 0) }
sub string_of { my $s = shift; return '' unless defined $s; $s =~ s/\\n/\n/g; $s =~ s/\\t/\t/g; $s =~ s/\\(["\\\/])/$1/g; return $s }
sub field { my ($line, $names) = @_; return $line =~ /"(?:$names)"\s*:\s*"((?:[^"\\]++|\\.)*+)"/s ? string_of($1) : undef }


sub other_detail {
  my $line = $_[0];
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
  my $module = $said =~ s/\A\S+ ([^\s:\[]+)(?:\[\d+\])?: // ? $1 : '';
  return spoken($said, $module);
}
`;
