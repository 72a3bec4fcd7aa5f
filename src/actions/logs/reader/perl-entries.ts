/**
 * Perl: from lines to entries (a line with a stamp and what belongs to it), which of them are wanted, and what is kept of them:
 * the newest, counts by hour and module, and signatures.
 */
export const perlEntries = String.raw`
my ($since, $until) = ($o{since} // -9e15, $o{until} // 9e15);
my ($slack, $least, $keep) = (5000, $o{level} // 0, $o{n} // 0);
my $module = defined $o{module} ? lc unhex($o{module}) : undef;
my $text = unhex($o{text});
my $pattern = unhex($o{pattern});
my $filter = defined $pattern ? eval { qr/$pattern/i } : defined $text ? qr/\Q$text\E/i : undef;
if (defined $pattern && !$filter) { my $why = $@; $why =~ s/ at - line.*//s; print "X\tpattern\t", escaped($why), "\nZ\n"; exit 0 }
my ($wants_hours, $wants_modules, $wants_signatures) = map { $o{$_} } qw(hours modules signatures);
my (%hours, %modules, %signatures, @kept);
my ($matched, $folded, $other, $seen, $first_seen, $last_seen, $kept_bytes);
my ($latest, $turned) = (-9e15, 0);
my $bucket = $o{bucket} // 3600000;

sub escaped { my $s = shift; $s =~ s/([\\\t\n\r])/{"\\"=>"\\\\","\t"=>"\\t","\n"=>"\\n","\r"=>"\\r"}->{$1}/ge; return $s }

# What varies is put out of the way, so that one fault is one signature.
sub signature {
  my $s = substr($_[0], 0, 400);
  $s =~ s/\n.*//s;
  $s =~ s/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/<uuid>/gi;
  $s =~ s/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/<time>/g;
  $s =~ s/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/<ip>/g;
  $s =~ s/"[^"]{0,200}"/"<v>"/g;
  $s =~ s/(?<!\w)'[^']{0,200}'/'<v>'/g;
  $s =~ s/\b0x[0-9a-f]+\b/<hex>/gi;
  $s =~ s/\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b/<hex>/gi;
  $s =~ s/\A([45]\d\d)(?= )/\x01$1\x02/;
  $s =~ s/(\x01\d+\x02)|(?<![A-Za-z_\d])\d+(?:\.\d+)*/defined $1 ? $1 : "<n>"/ge;
  $s =~ tr/\x01\x02//d;
  $s =~ s/\s+/ /g;
  return length $s ? $s : '-';
}
# The line of a trace that names what happened.
sub exception_in {
  my $found = '';
  for my $line (@{$_[0]}) {
    $found = $line if $line =~ /\A[\w.]+(?:Error|Exception|Warning|Interrupt|Exit|Timeout|Failure|Fault)\b|\A[A-Za-z_]\w*(?:\.\w+)+: |\ACaused by: /;
  }
  return substr($found, 0, 400);
}

# One of two moments: a clock was set back when the stamps go back with it.
sub moment {
  my ($early, $late) = @_;
  if ($early == $late) { $turned = 0 }
  elsif ($turned || $early + $slack < $latest) { $turned = 1; $early = $late }
  $latest = $early if $early > $latest;
  return $early;
}

# Takes an entry in: its moment, its first line as it stood, what that says, and the lines behind it.
sub take {
  my ($at, $line, $level, $from, $said, $more) = @_;
  if ($level < 40 && @$more) {
    for my $i (0 .. $#$more) {
      next unless $more->[$i] =~ /\ATraceback \(most recent call last\)/;
      my @trace = splice @$more, $i;
      take($at, $line, $level, $from, $said, $more);
      my $head = shift @trace;
      return take($at, $head, 40, $from, '', \@trace);
    }
  }
  return if $at < $since || $at > $until;
  return if $level < $least;
  return if defined $module && index(lc $from, $module) < 0;
  my $whole = @$more ? join("\n", $line, @$more) : $line;
  return if $filter && $whole !~ $filter;
  $matched++;
  $first_seen = $at if !defined $first_seen || $at < $first_seen;
  $last_seen = $at if !defined $last_seen || $at > $last_seen;
  if ($wants_hours) {
    my $hour = $hours{int($at / $bucket)} ||= [0, 0, 0, 0];
    $hour->[0]++;
    $hour->[1]++ if $level >= 30 && $level < 40;
    $hour->[2]++ if $level >= 40;
    $hour->[3]++ if $line =~ /"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S|\bRequest\b/;
  }
  if ($wants_modules) {
    my $name = $modules{$from} || keys %modules < 2000 ? $from : '…';
    my $count = $modules{$name} ||= [0, 0];
    $count->[0]++;
    $count->[1]++ if $level >= 40;
  }
  if ($wants_signatures && $level >= $wants_signatures) {
    my $exception = exception_in($more);
    my $text = $said eq '' ? ($exception ne '' ? $exception : $line) : $said;
    my $key = signature($text);
    $key = $key =~ /\A-\z|Exception in ASGI application|\ATraceback/ ? signature($exception) : $key . ' · ' . signature($exception)
      if $exception ne '' && $said ne '';
    my $one = $signatures{"$from\t$key"};
    if (!$one && keys %signatures >= 2000) { $other++ }
    else {
      $one = $signatures{"$from\t$key"} ||= { count => 0, first => $at, last => $at, level => $level, sample => '' };
      $one->{count}++;
      $one->{level} = $level if $level > $one->{level};
      $one->{first} = $at if $at < $one->{first};
      if ($at >= $one->{last}) { $one->{last} = $at; $one->{sample} = substr($whole, 0, 1500) }
    }
  }
  if ($keep) {
    my $shown = length $whole > 4096 ? substr($whole, 0, 4096) . ' … +' . (length($whole) - 4096) . ' B' : $whole;
    push @kept, [$at, $seen++, $level, $from, $shown];
    $kept_bytes += length $shown;
    trim() if @kept >= $keep * 4 + 64 || $kept_bytes > 4e6;
  }
}
sub trim {
  @kept = sort { $a->[0] <=> $b->[0] || $a->[1] <=> $b->[1] } @kept;
  my $bytes = 0;
  my $from = @kept;
  while ($from > 0 && @kept - $from < $keep && $bytes + length $kept[$from - 1][4] < ($o{bytes} // 200000)) {
    $from--;
    $bytes += length $kept[$from][4];
  }
  splice @kept, 0, $from;
  $kept_bytes = $bytes;
}
`;
