/**
 * Perl: what a line is. stamp_of($line) returns its moments, or nothing when it is no stamped line, and leaves in $shape what it is
 * and in $rest where what follows begins. detail_of returns level (10 debug … 50 critical, 0 unknown), module and text.
 */
export const perlLines = String.raw`
my ($shape, $rest, $newest, $own) = ('', 0, 0, undef);
my %level = (TRACE=>5, DEBUG=>10, INFO=>20, NOTICE=>25, WARN=>30, WARNING=>30, ERR=>40, ERROR=>40, SEVERE=>40,
  CRIT=>50, CRITICAL=>50, ALERT=>50, EMERG=>50, EMERGENCY=>50, FATAL=>50, PANIC=>50);
my $levels = join '|', sort { length $b <=> length $a } keys %level;
# A pattern is compiled where it is first needed: that takes longer than most questions.
my $iso_words = '\[?(\d{4}([-\/])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])[T ](?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(?:[.,](\d{1,9}))?(?: ?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)(?![\d:]))?';
my $iso = qr/\A$iso_words/;
my ($minute, $minute_wall) = ('', 0);

sub iso_at {
  my ($words, $second, $fraction, $offset) = @_;
  if ($words ne $minute) {
    $minute = $words;
    $minute_wall = midnight(substr($words, 0, 4), substr($words, 5, 2) + 0, substr($words, 8, 2) + 0)
      + substr($words, 11, 2) * 3600 + substr($words, 14, 2) * 60;
  }
  return zoned($minute_wall + $second, defined $fraction ? substr($fraction . '00', 0, 3) + 0 : 0, $offset);
}
sub stamp_of {
  return own_stamp($_[0]) if $own;
  my $c = ord $_[0];
  if (($c >= 48 && $c <= 57) || $c == 91) {
    if ($_[0] =~ /$iso/o) { $shape = 'iso'; $rest = $+[0]; return iso_at($1, $3, $4, $5) }
  }
  return if $c == 91 || $c == 32 || $c == 9;
  return $c == 123 || may_be_stamped($_[0]) ? other_stamp($_[0], $c) : ();
}
# Of a line whose stamp was just found.
sub detail_of {
  my $line = length $_[0] > 65536 ? substr($_[0], 0, 65536) : $_[0];
  return other_detail($line) if $shape ne 'iso';
  my $said = substr($line, $rest);
  $said =~ s/\A[\]:]?\s*//;
  return ($level{$2} // 0, $1, $3) if $said =~ /\A- (\S[^\n]{0,200}?) - ([A-Z]+) - (.*)\z/s;
  return spoken($said, '');
}
`;
