/**
 * Perl: the runs of a file, in which stamps rise, and how far it was looked through for them. What the asker knows of a file from
 * the last answer is taken when the file is still the same. Of a run: where it begins, its earliest and latest moment, and whether
 * it is a mixture (1), to be read whole.
 */
export const perlRuns = String.raw`
# Of the lines of one minute the order does not matter, and none is out of order that is less than a minute late.
my ($give, $to_survey) = (185000, $o{survey} // 67108864);

# Stands for what is there already: 256 bytes at both ends and sixteen places between them.
sub sum_of {
  my ($handle, $reach) = @_;
  my ($sum, $step) = (0, int($reach / 17) + 1);
  for my $place (0, map({ $_ * $step } 1 .. 16), $reach > 256 ? $reach - 256 : 0) {
    next if $place >= $reach;
    my $bytes = $place == 0 || $place + 256 >= $reach ? 256 : 32;
    $bytes = $reach - $place if $place + $bytes > $reach;
    $sum = ($sum * 33 + $_) % 4294967291 for unpack 'V*', read_at($handle, $place, $bytes) . "\0\0\0";
  }
  return $sum;
}
sub known_of {
  my ($log, $handle, $id, $size) = @_;
  for my $one (@{$log->{known} || []}) {
    my ($of, $reach, $sum, $runs) = split /[\@\/=]/, $one;
    return $reach, map { [split /,/] } split /;/, $runs // '' if $of eq $id && $reach <= $size && $sum eq sum_of($handle, $reach);
  }
  return 0;
}
# Spans of what was looked through that can hold what is asked for. Each begins with a stamped line, or the file.
sub spans_of {
  my ($handle, $reach, @runs) = @_;
  my @spans;
  for my $i (0 .. $#runs) {
    my ($from, $lowest, $highest, $mixed) = @{$runs[$i]};
    my $to = $i < $#runs ? $runs[$i + 1][0] : $reach;
    next if $highest < $since || $lowest > $until;
    if (!$mixed) {
      $from = search($handle, $from, $to, around_folds($since - $give, 0), 0, []) if $lowest < $since;
      $to = search($handle, $from, $to, around_folds($until + $give, 1), 1, []) if $highest > $until;
    }
    push @spans, [$from, $to] if $to > $from;
  }
  return @spans;
}
`;

/** Perl: looks a file through for its runs, from where that was left off. */
export const perlSurvey = String.raw`
my $most_runs = 48;
sub look_further {
  my ($handle, $id, @known) = @_;
  my ($reach, @runs) = survey($handle, @known);
  info('known', "$id\@$reach/" . sum_of($handle, $reach) . '=' . join(';', map { join ',', @$_ } @runs)) if $reach;
  return $reach, @runs;
}
sub survey {
  my ($handle, $reach, $size, @runs) = @_;
  my ($at, $buffer, $within) = ($reach, '', 0);
  my ($minute, $length, $head, $digits, $tail, %tails) = ("\0", 16, 0, 0, 0);
  my ($top, $looked) = (@runs ? $runs[-1][2] - 60000 : -9e15, $reach);
  my $look = sub {
    my ($place, $line) = @_;
    my ($early, $late) = stamp_of($line) or return;
    my ($from, $to) = ($early - $early % 60000, $late - $late % 60000 + 59999);
    my $run = $runs[-1];
    my $long = $run && $place - $run->[0] >= $block;
    if (!$run || ($long && ($run->[3] || $to + 60000 < $top))) {
      push @runs, [$run ? $place : 0, $from, $to, 0];
      $top = $early;
      merge(\@runs) if @runs > $most_runs;
    } else {
      $run->[3] = 1 if $to + 60000 < $top;
      $run->[1] = $from if $from < $run->[1];
      $run->[2] = $to if $to > $run->[2];
      $top = $early if $early > $top;
    }
    $reach = $looked = $place;
    if ($shape ne 'iso') { ($minute, $to_survey) = ("\0", $to_survey - 4 * length $line); return }
    # A line of the same minute needs no closer look when its zone, if any, is the same: as many digits before it, and it or what is none.
    $line =~ /$iso/o;
    my ($zoned, $end) = (defined $5 ? $-[5] : $+[0], $+[0]);
    $length = ord $line == 91 ? 17 : 16;
    my $after = substr($line, $zoned, $end + 3 - $zoned);
    return if $zoned == $end && $after !~ /\A(?:[^\s\dZ+.,:-]|\s(?:[^\dZ+-]|- ))/;
    my $count = substr($line, $length, $zoned - $length) =~ tr/0-9//;
    if (substr($line, 0, $length) ne $minute || $zoned - $length != $head || $count != $digits || length $after != $tail) {
      ($minute, $head, $digits, $tail, %tails) = (substr($line, 0, $length), $zoned - $length, $count, length $after);
    }
    $tails{$after} = 1;
  };
  sysseek($handle, $reach, 0);
  while ($at < $size && $to_survey > 0) {
    my $got = sysread($handle, $buffer, $size - $at < 1048576 ? $size - $at : 1048576, length $buffer) or last;
    ($at, $read_bytes, $to_survey) = ($at + $got, $read_bytes + $got, $to_survey - $got);
    my ($start, $p, $end) = ($at - length $buffer, 0);
    if ($within) {
      $p = index($buffer, "\n") + 1;
      if (!$p) { $buffer = ''; next }
      $within = 0;
    }
    while (($end = index($buffer, "\n", $p)) >= 0) {
      if (substr($buffer, $p, $length) eq $minute && (substr($buffer, $p + $length, $head) =~ tr/0-9//) == $digits && $tails{substr($buffer, $p + $length + $head, $tail)}) { $reach = $start + $p }
      else { $look->($start + $p, substr($buffer, $p, $end - $p)) }
      $p = $end + 1;
    }
    $buffer = substr($buffer, $p);
    if (length $buffer > 65536) { $look->($start + $p, $buffer); ($buffer, $within) = ('', 1) }
    last if time > $deadline;
  }
  my ($place) = stamped_after($handle, $reach > 0 ? $reach - 1 : 0, $reach + 1);
  return defined $place && $place == $reach ? $reach : $looked, @runs;
}
# The two neighbours that are shortest together become a mixture.
sub merge {
  my ($runs) = @_;
  my ($least, $best) = (9e15, 0);
  for my $i (0 .. $#$runs - 2) {
    my $bytes = $runs->[$i + 2][0] - $runs->[$i][0];
    ($least, $best) = ($bytes, $i) if $bytes < $least;
  }
  my ($one, $two) = @$runs[$best, $best + 1];
  splice @$runs, $best, 2, [$one->[0], $one->[1] < $two->[1] ? $one->[1] : $two->[1], $one->[2] > $two->[2] ? $one->[2] : $two->[2], 1];
}
`;
