/** Perl: counts by what the faults of one kind have in common. */
export const perlCounts = String.raw`
# What varies is put out of the way, so that one fault is one signature.
sub signature {
  my $s = substr($_[0], 0, 400);
  $s =~ s/\n.*//s;
  my $varied = $s =~ /[0-9][-.][0-9]|[0-9A-Fa-f]{8}|0[xX]/;
  $s = without_long($s) if $varied;
  $s =~ s/"[^"]{0,200}"/"<v>"/g;
  $s =~ s/(?<!\w)'[^']{0,200}'/'<v>'/g;
  $s = without_hex($s) if $varied;
  $s =~ s/\A([45]\d\d)(?= )/\x01$1\x02/;
  $s =~ s/(\x01\d+\x02)|(?<![A-Za-z_0-9])\d+(?:\.\d+)*/defined $1 ? $1 : "<n>"/ge;
  $s =~ tr/\x01\x02//d;
  $s =~ s/\s+/ /g;
  return length $s ? $s : '-';
}
sub count_in {
  my ($at, $line, $level, $from, $said, $more, $whole) = @_;
  tally($at, $line, $level, $from) if $wants_hours || $wants_modules;
  if ($wants_signatures && $level >= $wants_signatures) {
    my $key = @$more ? signature_of_trace($line, $said, $more) : signature($said eq '' ? $line : $said);
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
}
sub print_counts {
  print_tallies() if $wants_hours || $wants_modules;
  my @order = sort { $signatures{$b}{count} <=> $signatures{$a}{count} || $signatures{$b}{last} <=> $signatures{$a}{last} || $a cmp $b } keys %signatures;
  info('kinds', 0 + @order);
  info('other', $other) if $other;
  for (@order[0 .. ($#order < 99 ? $#order : 99)]) {
    my ($of, $key) = split /\t/, $_, 2;
    my $one = $signatures{$_};
    print join("\t", 'S', @$one{qw(count first last level)}, map { escaped($_) } $of, $key, $one->{sample}), "\n";
  }
}
`;
/** Perl: counts by hour, by module and by plugin. */
export const perlTallies = String.raw`
sub tally {
  my ($at, $line, $level, $from) = @_;
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
    # Uplifted's: Plugin 'security_scanner' activated.
    for my $plugin ($line =~ /\b[Pp]lugin:? ["']([\w.-]{1,80})["']/g, $line =~ /\bfrom ["']([\w.-]{1,80})["']/g) {
      $plugins{$plugin}++ if $plugins{$plugin} || keys %plugins < 2000;
    }
  }
}
sub print_tallies {
  for (sort { $a <=> $b } keys %hours) { print join("\t", 'H', $_ * $bucket, @{$hours{$_}}), "\n" }
  for ((sort { $modules{$b}[0] <=> $modules{$a}[0] || $a cmp $b } keys %modules)[0 .. 49]) {
    print join("\t", 'M', escaped($_), @{$modules{$_}}), "\n" if defined;
  }
  for (grep { defined } (sort { $plugins{$b} <=> $plugins{$a} || $a cmp $b } keys %plugins)[0 .. 49]) { print join("\t", 'P', escaped($_), $plugins{$_}), "\n" }
}
`;

/** Perl: what makes one signature of a trace, and of texts with long numbers in them. */
export const perlTraces = String.raw`
# The line of a trace that names what happened.
sub exception_in {
  my $found = '';
  for my $line (@{$_[0]}) {
    $found = $line if $line =~ /\A[A-Za-z0-9_.]+(?:Error|Exception|Warning|Interrupt|Exit|Timeout|Failure|Fault)\b|\A[A-Za-z_]\w*(?:\.\w+)+: |\ACaused by: /;
  }
  return substr($found, 0, 400);
}
sub signature_of_trace {
  my ($line, $said, $more) = @_;
  my $exception = exception_in($more);
  my $text = $said eq '' ? ($exception ne '' ? $exception : $line) : $said;
  my $key = signature($text);
  # Who names the exception already has said it.
  return $key if $exception eq '' || $said eq '' || index($said, ($exception =~ /\A([\w.]+)/ ? $1 : $exception)) >= 0;
  return $key =~ /\A-\z|Exception in ASGI application|\ATraceback/ ? signature($exception) : $key . ' · ' . signature($exception);
}
sub without_long {
  my $s = shift;
  $s =~ s/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/<uuid>/gi;
  $s =~ s/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/<time>/g;
  $s =~ s/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/<ip>/g;
  return $s;
}
sub without_hex {
  my $s = shift;
  $s =~ s/\b0x[0-9a-f]+\b/<hex>/gi;
  $s =~ s/\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b/<hex>/gi;
  return $s;
}
`;
