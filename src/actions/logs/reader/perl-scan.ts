/** Perl: line by line, where the part to be read is not known or everything in it counts. */
export const perlScan = String.raw`
# The part of what nobody looked through that holds the window, if stamps rise at the places looked at.
sub unproven {
  my ($handle, $reach, $size, $place, @first) = @_;
  my @seen = $reach == 0 ? ([$place, @first]) : ();
  my ($from, $to) = ($reach, $size);
  $from = search($handle, $reach, $size, around_folds($since - $slack, 0), 0, \@seen) if defined $o{since};
  $to = search($handle, $from, $size, around_folds($until + $slack, 1), 1, \@seen) if $until < $newest;
  my $samples = int(($to - $from) / 32768) + 1;
  return unless rises($handle, \@seen, [$reach, $size, 24, 1024], [$from, $to, $samples > 128 ? 128 : $samples, 1024]);
  info('unproven', $size - $reach - ($to - $from)) if $size - $reach > $to - $from;
  return ($from, $to);
}
# Whether the places looked at, and a few lines at many more, rise.
sub rises {
  my ($handle, $seen, @spans) = @_;
  for my $span (@spans) {
    my ($from, $to, $count, $bytes) = @$span;
    for my $i (0 .. $count - 1) {
      my $place = $from + int(($to - $from) * $i / $count);
      my $buffer = read_at($handle, $place, $bytes);
      my $p = $place == 0 ? 0 : index($buffer, "\n") + 1;
      next if $p == 0 && $place != 0;
      while ((my $end = index($buffer, "\n", $p)) >= 0) {
        my @at = stamp_of(substr($buffer, $p, $end - $p));
        push @$seen, [$place + $p, @at] if @at;
        $p = $end + 1;
      }
    }
  }
  my $highest = -9e15;
  for my $one (sort { $a->[0] <=> $b->[0] } @$seen) {
    return 0 if $one->[2] + $slack < $highest;
    $highest = $one->[1] if $one->[1] > $highest;
  }
  return 1;
}

# Of lines that say no time all are taken.
sub read_unstamped {
  my ($handle, $size) = @_;
  $how{unstamped}++;
  sysseek($handle, 0, 0);
  every_entry($handle, $size, $newest < $until ? $newest : $until);
}
# Hands every line of a stream to $on, the long ones cut. Stops at the deadline, or when $on returns true.
sub lines_of {
  my ($handle, $left, $on) = @_;
  my ($buffer, $cut) = ('', '');
  while ($left > 0) {
    my $got = sysread($handle, $buffer, $left < 262144 ? $left : 262144, length $buffer);
    last unless $got;
    $read_bytes += $got;
    $left -= $got;
    my $p = 0;
    while ((my $end = index($buffer, "\n", $p)) >= 0) {
      my $line = $cut . substr($buffer, $p, $end - $p);
      $cut = '';
      $p = $end + 1;
      return if $on->($line);
    }
    $buffer = substr($buffer, $p);
    if (length $buffer > $most) {
      $cut_lines++ if $cut eq '';
      $cut = substr($buffer, 0, 65536) if $cut eq '';
      $buffer = '';
    }
    if (time > $deadline) { $late = 1; return }
  }
  $on->($cut . $buffer) if length $cut || length $buffer;
}

# Every entry of a stream, one after another. $lead is the moment of lines before any stamp, and what was open when an earlier look
# ended goes on with them.
sub every_entry {
  my ($handle, $left, $lead) = @_;
  my (@head, @more, $bytes, $goes_on);
  my $at = $lead;
  my $done = sub {
    return unless @head;
    my $was = $matched;
    $open = [$head[0], $head[2] < 40 && grep(/\ATraceback \(most/, @more) ? 40 : $head[2], $head[3]];
    take(@head[0 .. 4], [@more]);
    $matched = $was if $goes_on && !$filter;
    $goes_on = 0;
    @head = @more = ();
  };
  lines_of($handle, $left, sub {
    my @at = stamp_of($_[0]);
    if (@at) {
      $done->();
      $began //= $at[0];
      $lowest = $at[0] if $at[0] < $lowest;
      $highest = $at[1] if $at[1] > $highest;
      $at = moment(@at);
      @head = $at < $since || $at > $until ? ($at, $_[0], 0, '', '') : ($at, $_[0], detail_of($_[0]));
      $bytes = 0;
    } elsif ($own ? 0 : is_unstamped($_[0])) {
      $done->();
      @head = ($at, $_[0], unstamped_detail($_[0]));
      $bytes = 0;
    } elsif (!@head) {
      my $trace = $_[0] =~ /\ATraceback \(/;
      $goes_on = $open && ($open->[1] >= 40 || !$trace);
      @head = $goes_on ? ($open->[0], $_[0], $open->[1], $open->[2], '') : ($open ? $open->[0] : $at, $_[0], $trace ? 40 : 0, $open ? $open->[2] : '', '');
      $bytes = 0;
    } elsif (($bytes += length $_[0]) <= 65536) { push @more, $_[0] }
    return 0;
  });
  $done->();
}
`;
