/** Perl: the newest entries of all, and what a log is like. */
export const perlNewest = String.raw`
# The newest entries, whenever they were.
sub read_newest {
  my ($log, $all) = @_;
  my @read;
  for my $one (reverse @$all) {
    push @read, $one->[1] =~ /([^\/]+)\z/;
    $newest = $one->[2];
    if ($one->[5] ne '') { read_packed($log, @$one) }
    else {
      my %here = shapes_of($one->[0], $one->[3]);
      $shapes{$_} += $here{$_} for keys %here;
      my ($was, @before) = ($matched // 0, @kept);
      for my $bytes (131072, 2097152, $one->[3]) {
        ($matched, @kept) = ($was, @before);
        $kept_bytes = 0;
        $kept_bytes += length $_->[4] for @kept;
        my $from = $one->[3] - $bytes;
        ($from) = $from <= 0 ? (0) : stamped_after($one->[0], $from, $one->[3]);
        next unless defined $from;
        my @first = stamped_after($one->[0], $from, $one->[3]);
        sysseek($one->[0], $from, 0);
        every_entry($one->[0], $one->[3] - $from, @first ? $first[1] : $one->[2]);
        last if $from == 0 || $matched - $was >= $keep || $late;
      }
      $how{newest}++;
    }
    last if ($matched // 0) >= $keep || $late;
  }
  info('files', join ', ', reverse @read);
}
# What its lines are, whether they name a zone, whether stamps rise, and how the last one fits the time it was written.
sub read_form {
  my ($handle, undef, $mtime, $size, $id) = @{$_[0]};
  $newest = $mtime;
  my %here = shapes_of($handle, $size);
  $shapes{$_} += $here{$_} for keys %here;
  my ($place) = stamped_after($handle, 0, $size);
  if (!defined $place) { $how{unstamped}++; return }
  my ($reach, @runs) = survey($handle, 0, $size);
  $how{@runs > 1 || $runs[0][3] ? 'stretches' : 'search'}++;
  info('unproven', $size - $reach) if $size - $reach > $small;
  my $line = read_at($handle, $reach, 65536);
  $line =~ s/\n.*//s;
  my @last = stamp_of($line) or return;
  info('zoned', 1) if ($shape eq 'access' && $line =~ /\A[^\[]*\[[^\]]* [+-]\d{4}\]/) || ($line =~ /$iso_words/o && defined $5) || ($shape eq 'json' && $line !~ /$iso_words/o);
  info('ahead', $last[0] - $mtime) if $reach + $small > $size;
}
`;
