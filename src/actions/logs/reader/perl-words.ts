/** Perl: levels said in words, where the form of the line does not tell which they are. */
export const perlWords = String.raw`
# A level said in words at the beginning of a text.
sub spoken {
  my ($said, $module) = @_;
  my $named;
  if ($said =~ s/\A(?:- )?\[ *($levels)\s*\] *//oi || $said =~ s/\A(?:- )?($levels)\b(?:\[\d+\])?(?: *[:|-])? *//o || $said =~ s/\A(error|warn|info|debug|fatal|critical): *//) {
    $named = $1;
    $said =~ s/\A\d+#\d+: (?:\*\d+ )?//;
    if ($module eq '' && $said =~ s/\A(?:\[([A-Za-z0-9_.-]{1,80})\]:? +|([A-Za-z0-9_.-]{1,80})(?::| -) +(?=\S))//) { $module = $1 // $2 }
  } elsif (substr($said, 0, 160) =~ /(?:\A|[\s\[|])($levels)(?=[\s\]|:,]|\z)/o) {
    $named = $1;
  }
  my $level = $named ? $level{uc $named} : 0;
  $level = 40 if !$named && $said =~ /\b(?:error|fatal|panic|critical|segfault|out of memory|oom-kill|traceback)\b/i && $shape =~ /syslog|journal/;
  return ($level, $module, $said);
}
`;
/** Perl: lines that are not begun by a date. */
export const perlUnstamped = String.raw`
# Whether a closer look can find a time in it.
sub may_be_stamped { return $_[0] =~ /\A[A-Z][a-z]{2} [ 0-9]\d \d|\A.{4,800}?\[\d\d\/\w{3}\// }
sub is_unstamped { return $_[0] =~ /\A(?:TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL|ALERT) *:/ }
# Of a line that says its level but no time.
sub unstamped_detail {
  my $line = shift;
  return unless $line =~ /\A([A-Z]+) *:/;
  my ($named, $said) = ($1, substr($line, $+[0]));
  my $module = $said =~ s/\A([A-Za-z0-9_.-]{1,80}):// ? $1 : '';
  $said =~ s/\A\s+//;
  return ($level{$named}, $module, $said);
}
# It is of the time of the stamped line before.
sub unstamped_head {
  my ($kind, $line, $p, $at, $before, $begins) = @_;
  my ($stamp, @then) = (0);
  while ($p > 0) { $p = $before->($p); ($stamp, undef, @then) = $begins->($p); last if $stamp == 2 }
  $at = $then[0] if $stamp == 2;
  return $at, $line, $kind == 1 ? unstamped_detail($line) : ($line =~ /\ATraceback \(/ ? 40 : 0, '', '');
}
`;
