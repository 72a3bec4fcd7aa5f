/** Perl: what was written since the last look. A cursor says how far that was, in which file. */
export const perlFollow = String.raw`
my $glance = 262144;
sub follow_file {
  my $log = shift;
  my ($known, $offset) = ($log->{cursor} // '') =~ /\A(\d+:\d+)\@(\d+)\z/;
  my @s = stat $log->{path};
  if (!@s) { info('cursor', $log->{cursor} // ''); return trouble('missing', $log->{path}) }
  my $id = "$s[0]:$s[1]";
  return info('cursor', "$id\@$s[7]") unless defined $known;
  my @spans = ([$log->{path}, $offset, $s[7], 0]);
  if ($known ne $id) {
    @spans = ([$log->{path}, 0, $s[7], 0]);
    my ($former) = grep { $_->[3] eq $known && $_->[4] eq '' } siblings($log->{path});
    unshift @spans, [$former->[0], $offset, $former->[2], 1] if $former && $former->[2] > $offset;
    info('turned', 1);
  } elsif ($s[7] < $offset) {
    @spans = ([$log->{path}, 0, $s[7], 0]);
    info('shrunk', $log->{path});
  }
  my $reached = $spans[-1][1];
  for my $span (@spans) {
    my ($path, $from, $to, $ended) = @$span;
    my $handle;
    if (!open($handle, '<:raw', $path)) { trouble('unreadable', $path); next }
    if ($to - $from > $glance) { info('skipped', $to - $glance - $from); $from = $to - $glance }
    my $text = read_at($handle, $from, $to - $from) // '';
    my $whole = rindex($text, "\n") + 1;
    # A line still being written waits for its end, unless it is longer than one look.
    $whole = length $text if $ended || ($whole == 0 && length $text >= $glance);
    if ($whole > 0) { sysseek($handle, $from, 0); every_entry($handle, $whole, int(time * 1000)) }
    $reached = $from + $whole;
  }
  info('cursor', "$id\@$reached");
}
`;
