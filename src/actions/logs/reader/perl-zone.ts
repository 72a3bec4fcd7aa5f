/** Perl: the zone of the host itself. */
export const perlZone = String.raw`
# This host's own zone, found week by week.
my $here;
sub zone_here {
  return $here if $here;
  my $to = time + 172800;
  my $from = $to - 2 * 366 * 86400;
  my $known = $o{since} && $o{since} / 1000 < $from ? $o{since} / 1000 - 86400 * 30 : $from;
  $from = int $known;
  my @zone = ([-1e13, offset_here($from)]);
  for (my $at = $from; $at < $to; $at += 604800) {
    my ($a, $b) = ($at, $at + 604800);
    next if offset_here($a) == offset_here($b);
    while ($b - $a > 1) {
      my $middle = int(($a + $b) / 2);
      if (offset_here($middle) == $zone[-1][1]) { $a = $middle } else { $b = $middle }
    }
    push @zone, [$b, offset_here($b)];
  }
  return $here = \@zone;
}
`;
/** Perl: clocks that are set back. */
export const perlFolds = String.raw`
# Spans of epoch milliseconds in which words of this zone mean two moments.
sub folds_of {
  my $zone = shift;
  my @folds;
  for my $i (1 .. $#$zone) {
    my $back = $zone->[$i - 1][1] - $zone->[$i][1];
    push @folds, [($zone->[$i][0] - $back) * 1000, ($zone->[$i][0] + $back) * 1000] if $back > 0;
  }
  return \@folds;
}
sub tell_folds {
  info('folded', 1) if grep { $since <= $_->[1] && $until >= $_->[0] && $_->[0] > $first_seen - 7200000 } @$folds;
}
`;
