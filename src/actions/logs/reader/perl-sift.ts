/** Perl: what else is asked of an entry, by its module and its words. */
export const perlSift = String.raw`
sub sift {
  $sifts = 1;
  $_ = lc for grep { defined } $module, $plugin;
  $filter = defined $pattern ? eval { qr/$pattern/i } : defined $text ? qr/\Q$text\E/i : undef;
  return if $filter || !defined $pattern;
  my $why = $@;
  $why =~ s/ at \S+ line.*//s;
  print "X\tpattern\t", escaped($why), "\nZ\n";
  exit 0;
}
sub passes {
  my ($from, $whole) = @_;
  return 0 if defined $module && index(lc $from, $module) < 0;
  return 0 if $filter && $whole !~ $filter;
  return !defined $plugin || index(lc $from, $plugin) >= 0 || $whole =~ /["']\Q$plugin\E["']/i;
}
`;
/** Perl: a trace under what was no error is an entry of its own. */
export const perlApart = String.raw`
sub take_apart {
  my ($at, $line, $level, $from, $said, $more) = @_;
  for my $i (0 .. $#$more) {
    next unless $more->[$i] =~ /\ATraceback \(most recent call last\)/;
    my @trace = splice @$more, $i;
    take($at, $line, $level, $from, $said, $more);
    my $head = shift @trace;
    take($at, $head, 40, $from, '', \@trace);
    return 1;
  }
  return 0;
}
`;
