/** Perl: the files of a log, rotated and packed ones too, and what is read of each. */
export const perlSources = String.raw`
# [path, mtime in ms, size, device:inode, packing, whether it is the log itself, turn] oldest first, the log itself last.
sub siblings {
  my $path = shift;
  my ($folder, $name) = $path =~ /\A(.*\/)([^\/]+)\z/s or return;
  my ($stem, $ending) = $name =~ /\A(.+)(\.[^.]+)\z/ ? ($1, $2) : ($name, '');
  my @others;
  if (opendir(my $dir, $folder)) { @others = grep { index($_, $stem) == 0 && $_ ne $name } readdir $dir }
  return @others ? turned_away($folder, $name, $stem, $ending, @others) : one_of($folder, $name);
}
sub one_of {
  my ($folder, $name, $packing, $turned) = @_;
  my @s = stat "$folder$name";
  return @s && -f _ ? ["$folder$name", $s[9] * 1000 + 999, $s[7], "$s[0]:$s[1]", $packing // '', !defined $turned, $turned // ''] : ();
}
# Opens those that can hold what is asked for. A rotation in between is looked at again.
sub opened {
  my ($log, $from) = @_;
  my $path = $log->{path};
  for my $try (1 .. 4) {
    my @all = siblings($path);
    my (@open, $moved);
    my @there = grep { $_->[2] > 0 } @all;
    my @some = $o{form} ? grep { $_->[5] } @there : @there;
    # Nothing need be looked at where every one was written to since.
    @some = reaching($log, $from, @there) if !$o{form} && grep { $_->[1] < $from || $_->[4] ne '' } @there;
    for my $one (@some) {
      my $handle;
      my $opens = $one->[4] eq '' ? open($handle, '<:raw', $one->[0]) : open($handle, '-|', unpacking($one));
      if (!$opens) { if ($! == 2) { $moved = 1 } else { trouble('unreadable', $one->[0]) } next }
      if ($one->[4] eq '') { my @s = stat $handle; $moved = 1 if "$s[0]:$s[1]" ne $one->[3]; $one->[2] = $s[7] }
      push @open, [$handle, @$one];
    }
    my $known = join ' ', sort map { $_->[3] } @all;
    return \@open, \@all if !$moved && $known eq join(' ', sort map { $_->[3] } siblings($path));
    if ($try == 4) { info('shrunk', $path); return \@open, \@all }
  }
}

sub around_folds {
  my ($target, $later) = @_;
  for my $fold (@$folds) {
    return $later ? $fold->[1] + $slack : $fold->[0] - $slack if $target >= $fold->[0] - $slack && $target <= $fold->[1] + $slack;
  }
  return $target;
}
# Shapes of the lines at both ends.
sub shapes_of {
  my ($handle, $size) = @_;
  my %found;
  my $much = $o{tail} || $o{form} ? 6144 : 1536;
  my %places = (0 => 1, ($size > $much ? ($size - $much => 1) : ()));
  for my $place (sort { $a <=> $b } keys %places) {
    my $buffer = read_at($handle, $place, $much);
    my @lines = split /\n/, $buffer;
    shift @lines if $place;
    pop @lines if $buffer !~ /\n\z/ && $place + length($buffer) < $size;
    for (@lines) { if (stamp_of($_)) { $found{$shape}++ } elsif (!$own && is_unstamped($_)) { $found{level}++ } else { $found{other}++ } }
  }
  return %found;
}
sub read_plain {
  my ($log, $handle, undef, $mtime, $size, $id) = @_;
  $newest = $mtime;
  my %here = shapes_of($handle, $size);
  $shapes{$_} += $here{$_} for keys %here;
  my ($place, @first) = stamped_after($handle, 0, $size);
  return read_unstamped($handle, $size) if !defined $place;
  $began = $first[0];
  my ($found, @spans) = ('whole', [0, $size]);
  my $folding = grep { $since - $give <= $_->[1] && $until + $give >= $_->[0] } @$folds;
  if ($size > $small) {
    my ($reach, @runs) = known_of($log, $handle, $id, $size);
    ($reach, @runs) = look_further($handle, $id, $reach, $size, @runs) if $to_survey > 0 && $size - $reach > $block;
    $found = @runs > 1 || (@runs && $runs[0][3]) ? 'stretches' : 'search';
    # Which of two moments is meant depends on the lines before.
    if ($folding && @runs > 1) { $found = 'scan' }
    else {
      @spans = spans_of($handle, $reach, @runs);
      if ($size - $reach <= ($reach > 0 ? $small : 0)) { push @spans, [$reach, $size] if $size > $reach }
      else {
        my @span = unproven($handle, $reach, $size, $place, @first);
        if (!@span) { ($found, @spans) = ('scan', @spans, [$reach, $size]) } else { push @spans, \@span }
      }
    }
  }
  $how{$found}++;
  my $wanted = $least >= 40 ? undef : [qr/\Q$text\E/i];
  while (my $span = shift @spans) {
    my ($from, $to) = @$span;
    $to = (shift @spans)->[1] while @spans && $spans[0][0] <= $to;
    next if $to <= $from;
    sysseek($handle, $from, 0);
    if (!$lean || $own || $here{syslog} || $folding) { every_entry($handle, $to - $from, $first[0]) }
    else { entries_with($handle, $to - $from, $wanted, $first[0]) }
    last if $late;
  }
}
sub read_file {
  my $log = shift;
  return follow_file($log) if $o{follow};
  my ($open, $all) = opened($log, defined $o{since} ? $since - $slack : -9e15);
  my @own = grep { $_->[5] } @$all;
  trouble('missing', $log->{path}) unless @own;
  info('size', $own[0][2]) if @own;
  info('all', 0 + @$all);
  if ($o{form}) { read_form(@$open) if @$open; return }
  if ($o{tail}) { return read_newest($log, $open) }
  my @read;
  for my $one (@$open) {
    last if $late;
    push @read, $one->[1] =~ /([^\/]+)\z/;
    $began = undef;
    if ($one->[5] eq '') { read_plain($log, @$one) } else { read_packed($log, @$one) }
    my @s = $one->[5] eq '' ? stat $one->[0] : ();
    info('shrunk', $one->[1]) if @s && $s[7] < $one->[3];
    info('begins', $began) if defined $began && defined $o{since} && $one->[1] eq $all->[0][0] && $began > $since + $slack;
  }
  info('files', join ', ', @read);
  tell_choice(@$all) if grep { $_->[4] ne '' } @$all;
}
`;
