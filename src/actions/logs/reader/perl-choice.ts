/**
 * Perl: which files of a log can hold what is asked for. When a file was last written to is one sign, and a wrong one where it was
 * copied or touched, or where clocks differ; so its stamps are looked at too. A packed file holds nothing later than the beginning
 * of the file that comes next. What was found out about packed files is told to the asker, and comes back with the next question.
 */
export const perlChoice = String.raw`
# Of packed files: the moment of the first line and, once all of it was read, the earliest and the latest.
my (%packed, $left_out);
sub packed_as { return "$_[0][3]\@$_[0][2]/z$_[0][1]" }
sub known_packed {
  my ($log, $one) = @_;
  my $as = packed_as($one);
  return $packed{$as} ||= [map { /\A\Q$as\E=([-\d,]+)\z/ ? split(/,/, $1) : () } @{$log->{known} || []}];
}
sub first_of {
  my ($log, $one) = @_;
  my ($was, $text, $handle) = ($newest, '');
  if ($one->[4] ne '') {
    my $seen = known_packed($log, $one);
    return $seen->[0] if @$seen;
    # It ends when nobody reads on.
    open($handle, '-|', unpacking($one)) or return;
  } else { open($handle, '<:raw', $one->[0]) or return }
  read($handle, $text, 65536);
  $read_bytes += length $text;
  close $handle;
  $newest = $one->[1];
  my @at;
  for (split /\n/, $text) { last if @at = stamp_of($_) }
  $newest = $was;
  $packed{packed_as($one)} = [$at[0]] if @at && $one->[4] ne '';
  return $at[0];
}
# Of a file as it is: the latest moment that is known of it, or that its last lines say, and whether that is sure: it was not
# touched since, whatever time it was given, or all of it was looked through.
sub latest_of {
  my ($log, $one, $from) = @_;
  my ($latest, $was) = (-9e15, $newest);
  my $sure = ((stat $one->[0])[10] // 0) * 1000 + 999 < $from;
  open(my $handle, '<:raw', $one->[0]) or return $latest, 1;
  my ($reach, @runs) = known_of($log, $handle, $one->[3], $one->[2]);
  for (@runs) { $latest = $_->[2] if $_->[2] > $latest }
  my $place = $one->[2] > 8192 ? $one->[2] - 8192 : 0;
  my @lines = split /\n/, read_at($handle, $place, 8192) // '';
  shift @lines if $place;
  $newest = $one->[1];
  for (@lines) { my @at = stamp_of($_) or next; $latest = $at[1] if $at[1] > $latest }
  $newest = $was;
  return $latest, $sure || $reach >= $place;
}
sub reaching {
  my ($log, $from, @all) = @_;
  my ($exact, $ahead, $next, @some) = ($to_survey > 1e14, 0);
  $left_out = 0;
  for my $one (reverse @all) {
    my $seen = $one->[4] ne '' ? known_packed($log, $one) : [];
    my $reaches = $exact || $one->[1] + $ahead >= $from;
    if ($one->[4] eq '' && !$reaches) {
      my ($latest, $sure) = latest_of($log, $one, $from);
      $reaches = $latest >= $from || !$sure;
      # Who writes has a clock that is ahead of this host's: so it was with the others.
      $ahead = $latest - $one->[1] if $one->[5] && $latest - $one->[1] > $slack;
    }
    my $open = !defined $next || $next > $from;
    $reaches ||= $open && $one->[4] ne '';
    # Of one that was read before nothing need be guessed.
    $reaches = $seen->[2] >= $from && $seen->[1] <= $until + $slack if @$seen > 1;
    my $first = $seen->[0];
    if ($open && $from > -9e15) { $first //= first_of($log, $one) }
    if ($reaches && $one->[4] ne '' && @$seen < 2 && !$exact && $until < 9e15) {
      $first //= first_of($log, $one);
      if (defined $first && $first > $until + $slack) { $reaches = 0; $left_out += $one->[2] }
    }
    unshift @some, $one if $reaches;
    $next = $first if defined $first && (!defined $next || $first < $next);
  }
  return @some;
}
sub tell_choice {
  my %there = map { (packed_as($_) => 1) } @_;
  for (sort keys %packed) { info('known', "$_=" . join(',', @{$packed{$_}})) if $there{$_} && @{$packed{$_}} }
  info('unproven', $left_out) if $left_out;
  (%packed, $left_out) = ();
}
sub read_packed {
  my ($log, $handle, @one) = @_;
  $newest = $one[1];
  $how{packed}++;
  ($lowest, $highest, $began) = (9e15, -9e15);
  every_entry($handle, 9e15, $newest < $until ? $newest : $until);
  return if $late;
  close $handle;
  if ($? >> 8 == 1) { trouble('unreadable', $one[0]) }
  elsif (defined $began) { $packed{packed_as(\@one)} = [$began, $lowest, $highest] }
}
`;
