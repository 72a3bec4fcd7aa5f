/** Perl: levels said in words, where the form of the line does not tell which they are. */
export const perlWords = String.raw`
# A level said in words at the beginning of a text.
sub spoken {
  my ($said, $module) = @_;
  my $named;
  if ($said =~ s/\A(?:- )?\[ *($levels)\s*\] *//oi || $said =~ s/\A(?:- )?($levels)\b(?:\[\d+\])?(?: *[:|-])? *//o || $said =~ s/\A(error|warn|info|debug|fatal|critical): *//) {
    $named = $1;
    $said =~ s/\A\d+#\d+: (?:\*\d+ )?//;
    if ($module eq '' && $said =~ s/\A(?:\[([\w.-]{1,80})\]:? +|([\w.-]{1,80})(?::| -) +(?=\S))//) { $module = $1 // $2 }
  } elsif (substr($said, 0, 160) =~ /(?:\A|[\s\[|])($levels)(?=[\s\]|:,]|\z)/o) {
    $named = $1;
  }
  my $level = $named ? $level{uc $named} : 0;
  $level = 40 if !$named && $said =~ /\b(?:error|fatal|panic|critical|segfault|out of memory|oom-kill|traceback)\b/i && $shape =~ /syslog|journal/;
  return ($level, $module, $said);
}
# Of a line that says its level but no time.
sub unstamped_detail {
  my $line = shift;
  return unless $line =~ /$unstamped/o;
  my ($named, $said) = ($1, substr($line, $+[0]));
  my $module = $said =~ s/\A([\w.-]{1,80}):// ? $1 : '';
  $said =~ s/\A\s+//;
  return ($level{$named}, $module, $said);
}
`;
