/**
 * Perl: from lines to entries (a line with a stamp and what belongs to it), which of them are wanted, and what is kept of them:
 * the newest, counts by hour and module, and signatures.
 */
export const perlEntries = String.raw`
my ($since, $until) = ($o{since} // -9e15, $o{until} // 9e15);
my ($slack, $least, $keep) = (5000, $o{level} // 0, $o{n} // 0);
my ($module, $plugin, $text, $pattern) = map { unhex($_) } @o{qw(module plugin text pattern)};
# What an entry must have somewhere; whether anything but its level and time is asked of it.
my ($filter, $sifts);
my ($wants_hours, $wants_modules, $wants_signatures) = map { $o{$_} } qw(hours modules signatures);
my (%hours, %modules, %plugins, %signatures, @kept);
my ($matched, $folded, $other, $seen, $first_seen, $last_seen, $kept_bytes);
# The entry a look ended with: its moment, level and module.
my $open;
my ($latest, $turned) = (-9e15, 0);
# Of all that was looked at, wanted or not.
my ($lowest, $highest, $began) = (9e15, -9e15);
my $bucket = $o{bucket} // 3600000;

my ($deadline, $read_bytes, $cut_lines, $late) = (time + ($o{seconds} // 40), 0, 0, 0);
# Forms of lines that were seen, how they were found, and when the clock was set back.
my (%shapes, %how, $folds);
# Whether what is asked for can be looked for by its words.
my $lean = !$wants_hours && !$wants_modules && ($least >= 40 || (defined $text && length $text >= 3));

sub escaped { my $s = shift; $s =~ s/([\\\t\n\r])/{"\\"=>"\\\\","\t"=>"\\t","\n"=>"\\n","\r"=>"\\r"}->{$1}/ge; return $s }

sub info { print join("\t", 'I', $_[0], escaped($_[1])), "\n" }
sub trouble { print join("\t", 'X', $_[0], escaped($_[1] // '')), "\n" }

# One of two moments: a clock was set back when the stamps go back with it.
sub moment {
  my ($early, $late) = @_;
  if ($early == $late) { $turned = 0 }
  elsif ($turned || $early + $slack < $latest) { $turned = 1; $early = $late }
  $latest = $early if $early > $latest;
  return $early;
}

# Takes an entry in: its moment, its first line as it stood, what that says, and the lines behind it.
sub take {
  my ($at, $line, $level, $from, $said, $more) = @_;
  return if @$more && $level < 40 && take_apart(@_);
  return if $at < $since || $at > $until || $level < $least;
  my $whole = @$more ? join("\n", $line, @$more) : $line;
  return if $sifts && !passes($from, $whole);
  $matched++;
  $first_seen = $at if !defined $first_seen || $at < $first_seen;
  $last_seen = $at if !defined $last_seen || $at > $last_seen;
  count_in($at, $line, $level, $from, $said, $more, $whole) if $wants_hours || $wants_modules || $wants_signatures;
  if ($keep) {
    my $shown = length $whole > 4096 ? substr($whole, 0, 4096) . ' … +' . (length($whole) - 4096) . ' B' : $whole;
    push @kept, [$at, $seen++, $level, $from, $shown];
    $kept_bytes += length $shown;
    trim() if @kept >= $keep * 4 + 64 || $kept_bytes > 4e6;
  }
}
sub trim {
  @kept = sort { $a->[0] <=> $b->[0] || $a->[1] <=> $b->[1] } @kept;
  my $bytes = 0;
  my $from = @kept;
  while ($from > 0 && @kept - $from < $keep && $bytes + length $kept[$from - 1][4] < ($o{bytes} // 200000)) {
    $from--;
    $bytes += length $kept[$from][4];
  }
  splice @kept, 0, $from;
  $kept_bytes = $bytes;
}
sub print_kept {
  trim();
  print join("\t", 'E', @$_[0, 2], escaped($_->[3]), escaped($_->[4])), "\n" for @kept;
}
`;
