/** Perl: what was written since the last look. A cursor says how far that was, in which file, and which entry was the last. */
export const perlFollow = String.raw`
my $glance = 262144;
sub follow_file {
  my $log = shift;
  my ($known, $offset, $at, $level, $from) = ($log->{cursor} // '') =~ /\A(\d+:\d+)\@(\d+)(?:\/(-?\d+)\/(\d+)\/([0-9a-f]*))?\z/;
  $open = defined $at ? [$at, $level, unhex($from)] : undef;
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
    $open = undef;
    @spans = ([$log->{path}, 0, $s[7], 0]);
    info('shrunk', $log->{path});
  }
  my $reached = $spans[-1][1];
  $open = undef if $spans[0][1] == 0;
  for my $span (@spans) {
    my ($path, $from, $to, $ended) = @$span;
    my $handle;
    if (!open($handle, '<:raw', $path)) { trouble('unreadable', $path); next }
    if ($to - $from > $glance) { info('skipped', $to - $glance - $from); $from = $to - $glance; $open = undef }
    my $text = read_at($handle, $from, $to - $from) // '';
    my $whole = rindex($text, "\n") + 1;
    # A line still being written waits for its end, unless it is longer than one look.
    $whole = length $text if $ended || ($whole == 0 && length $text >= $glance);
    if ($whole > 0) { sysseek($handle, $from, 0); every_entry($handle, $whole, int(time * 1000)) }
    $open = undef if $ended;
    $reached = $from + $whole;
  }
  info('cursor', "$id\@$reached" . ($open ? "/$open->[0]/$open->[1]/" . unpack('H*', substr($open->[2], 0, 100)) : ''));
}
`;
