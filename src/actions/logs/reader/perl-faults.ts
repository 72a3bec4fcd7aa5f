/** Perl: where in a text an entry may stand that is a fault, so that the others need never be taken apart. */
export const perlFaults = String.raw`
# One literal at a time is ten times as fast as all in one pattern. Perl looks for its last letter first: of the beginnings of a word
# the one is taken whose last letter this text has least of.
sub patterns_of {
  my ($words) = @_;
  my @often;
  $often[$_]++ for unpack 'C*', substr($_[1], 0, 2048);
  return map {
    my ($word, $best, $fewest) = ($_, 0, 9e9);
    for my $n (2 .. length $word) {
      my $count = $often[ord substr($word, $n - 1, 1)] // 0;
      ($best, $fewest) = ($n, $count) if $count <= $fewest;
    }
    my ($head, $tail) = (substr($word, 0, $best), substr($word, $best));
    qr/\Q$head\E(?=\Q$tail\E)/;
  } @$words;
}
# What an entry of a fault must have somewhere. What is found is looked at closely afterwards.
sub fault_patterns {
  my @words = (qw(ERR CRIT FATAL ALERT EMERG PANIC SEVERE error:), 'Traceback (');
  return patterns_of(\@words, $_[0]), qr/(?:(?<=fat)|(?<=critic))al:/, qr/\[ *(?i:err|crit|alert|emerg|fatal|panic|severe)/;
}
my $json_fault = '"(?:level|levelname|severity|lvl|log\.level)"\s*:\s*"?(?:[5-9]\d|\d{3}|[efcapEFCAPsS])';
# Where in a text one of them stands, in order.
sub places_of {
  my ($wanted, $faults, $end) = @_;
  my @all = @$wanted;
  # Only JSON names its level so, and only lines of an access log have a status.
  push @all, qr/$json_fault/ if $faults && (index($_[3], '{') == 0 || index($_[3], "\n{") > 0 || index($_[3], '={') > 0);
  push @all, qr/" 5\d\d / if $faults && $_[3] =~ /\](?= ")/;
  my @places;
  for my $one (@all) {
    pos($_[3]) = 0;
    while ($_[3] =~ /$one/g) { last if $-[0] >= $end; push @places, $-[0] }
  }
  return sort { $a <=> $b } @places;
}
`;
