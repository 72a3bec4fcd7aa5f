/** Perl: a part of a file, found by binary search where stamps rise, and the entries in it that have a certain text. */
export const perlFiles = String.raw`
my ($block, $most, $small) = ($o{block} // 65536, $o{line} // 1048576, $o{small} // 1048576);
sub read_at {
  my ($handle, $from, $bytes) = @_;
  sysseek($handle, $from, 0);
  my $got = sysread($handle, my $buffer, $bytes);
  $read_bytes += $got // 0;
  return $buffer;
}
# The first stamped line at or after a place that begins before $to: where it stands and its moments.
sub stamped_after {
  my ($handle, $from, $to) = @_;
  my ($at, $whole) = ($from, $from == 0);
  my $buffer = '';
  while ($at < $to) {
    my $piece = read_at($handle, $at, $at == $from ? 4096 : $block);
    last if $piece eq '';
    my $start = $at - length $buffer;
    $buffer .= $piece;
    $at += length $piece;
    my $p = 0;
    while ((my $end = index($buffer, "\n", $p)) >= 0) {
      if ($whole) {
        return if $start + $p >= $to;
        my @at = stamp_of(substr($buffer, $p, $end - $p));
        return ($start + $p, @at) if @at;
      }
      ($whole, $p) = (1, $end + 1);
    }
    $buffer = substr($buffer, $p);
    if (length $buffer > $most) { ($buffer, $whole) = ('', 0) }
  }
  return unless $whole && length $buffer;
  my @at = stamp_of($buffer);
  return @at ? ($at - length $buffer, @at) : ();
}
# A place from $low on before which nothing is as late as $target; with $after, one from which on up to $size everything is later.
sub search {
  my ($handle, $low, $size, $target, $after, $seen) = @_;
  my ($high, $end) = ($size, $size);
  while ($high - $low > $block) {
    my $middle = int(($low + $high) / 2);
    my ($place, $early, $late) = stamped_after($handle, $middle, $high);
    if (!defined $place) { $high = $middle; next }
    push @$seen, [$place, $early, $late];
    if ($after ? $early > $target : $late >= $target) { ($high, $end) = ($middle, $place) } else { $low = $place }
  }
  return $after ? $end : $low;
}

# Only entries whose text has $wanted, or faults: the others are never taken apart. A part must begin with a stamped line, or the file.
sub entries_with {
  my ($handle, $left, $wanted, $lead) = @_;
  my $faults = !defined $wanted;
  my ($buffer, $carried) = ('', $lead);
  my $end_of = sub { my $e = index($buffer, "\n", $_[0]); return $e < 0 ? length $buffer : $e };
  my $begins = sub {
    my $line = substr($buffer, $_[0], $end_of->($_[0]) - $_[0]);
    my @at = stamp_of($line);
    return @at ? (2, $line, @at) : !$own && is_unstamped($line) ? (1, $line) : (0, $line);
  };
  my $before = sub { return 0 if $_[0] <= 1; my $p = rindex($buffer, "\n", $_[0] - 2); return $p < 0 ? 0 : $p + 1 };
  while ($left > 0 || length $buffer) {
    my $got = $left > 0 ? sysread($handle, $buffer, $left < 1048576 ? $left : 1048576, length $buffer) : 0;
    $got ||= 0;
    $read_bytes += $got;
    $left = $got ? $left - $got : 0;
    $wanted ||= [fault_patterns($buffer)];
    # Entries that end within the buffer: it is cut before its last stamped line.
    my $until_here = length $buffer;
    if ($left > 0) {
      my $p = rindex($buffer, "\n") + 1;
      my ($kind) = (0);
      while ($p > 0) { $p = $before->($p); ($kind) = $begins->($p); last if $kind == 2 }
      if ($kind == 2 && $p > 0) { $until_here = $p }
      elsif (length $buffer < 4 * 1048576) { next }
      else { $cut_lines++ }
    }
    my $done = 0;
    for my $place (places_of($wanted, $faults, $until_here, $buffer)) {
      next if $place < $done;
      my $p = $place == 0 ? 0 : rindex($buffer, "\n", $place - 1) + 1;
      my ($kind, $line, @at) = $begins->($p);
      while ($kind == 0 && $p > 0 && $p > $done) { $p = $before->($p); ($kind, $line, @at) = $begins->($p) }
      my @head;
      if ($kind == 2) { my $at = moment(@at); @head = ($at, $line, $at < $since || $at > $until ? (0, '', '') : detail_of($line)) }
      else { @head = unstamped_head($kind, $line, $p, $carried, $before, $begins) }
      my ($end, $bytes, @more) = ($end_of->($p), 0);
      while ($end < $until_here - 1) {
        my ($next, $more) = $begins->($end + 1);
        last if $next;
        push @more, $more if ($bytes += length $more) <= 65536;
        $end = $end_of->($end + 1);
      }
      take(@head[0 .. 4], \@more);
      $done = $end + 1;
    }
    my ($p, $kind, @at) = ($until_here, 0);
    while ($p > 0 && $until_here - $p < 262144) { $p = $before->($p); ($kind, undef, @at) = $begins->($p); last if $kind == 2 }
    $carried = $at[0] if $kind == 2;
    $buffer = substr($buffer, $until_here);
    last if $left <= 0 && !$got && !length $buffer;
    if (time > $deadline) { $late = 1; return }
  }
}
`;
