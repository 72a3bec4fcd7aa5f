/** Perl: the files that were rotated away from a log, and how packed ones are read. */
export const perlTurned = String.raw`
my %unpack = (gz => ['gzip', '-dc'], bz2 => ['bzip2', '-dc'], xz => ['xz', '-dc'], zst => ['zstd', '-dcq']);
sub unpacking { return @{$unpack{$_[0][4]}}, '--', $_[0][0] }
sub turned_away {
  my ($folder, $name, $stem, $ending, @others) = @_;
  my $turn = qr/(?:\d{1,4}|\d{8}(?:-\d+)?|\d{4}-\d\d-\d\d)/;
  my $packed = qr/(?:\.(gz|bz2|xz|zst))?/;
  my (%turns, %kinds, @all);
  for (@others) { $turns{$_} = [$1 // $2, $3 // ''] if /\A(?:\Q$name\E[.-]($turn)|\Q$stem\E[.-]($turn)\Q$ending\E)$packed\z/ }
  for my $one (keys %turns) {
    my ($turned, $packing) = @{$turns{$one}};
    next if $packing ne '' && $turns{substr($one, 0, -1 - length $packing)};
    my $number = length $turned < 5;
    $turned = sprintf '%04d', 9999 - $turned if $number;
    my $found = one_of($folder, $one, $packing, $turned) or next;
    $kinds{$number}++;
    push @all, $found;
  }
  # By their names, for the time a file has says nothing where it was copied.
  my $named = keys %kinds < 2;
  return (sort { ($named ? $a->[6] cmp $b->[6] : $a->[1] <=> $b->[1]) || $b->[0] cmp $a->[0] } @all), one_of($folder, $name);
}
`;
