/** Perl: what systemd keeps of a unit. */
export const perlJournal = String.raw`
sub at_second { return sprintf '@%.3f', $_[0] / 1000 }
sub local_words {
  my @t = localtime(int($_[0] / 1000));
  return sprintf '%04d-%02d-%02d %02d:%02d:%02d', $t[5] + 1900, $t[4] + 1, @t[3, 2, 1, 0];
}
my @priority = (50, 50, 50, 40, 30, 25, 20, 10);
sub read_journal {
  my $log = shift;
  my @argv = ('journalctl', '-q', '--no-pager', '-o', 'export', '--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_PID');
  push @argv, $log->{journal} eq 'kernel' ? '-k' : ('-u', $log->{journal});
  push @argv, '--since', at_second($since) if defined $o{since};
  push @argv, '--until', at_second($until) if defined $o{until};
  push @argv, '-n', $keep * 8 if $o{tail};
  my ($cursor, @last) = split / /, $log->{cursor} // '', 5;
  $cursor //= '';
  if ($o{follow}) { push @argv, $cursor eq '' ? ('-n', 1) : ('--after-cursor', $cursor) }
  # What it complains about is said by its exit code.
  open(my $errors, '>&', \*STDERR);
  open(STDERR, '>', '/dev/null');
  my $opens = open(my $journal, '-|', @argv);
  open(STDERR, '>&', $errors);
  return trouble('journal', $log->{journal}) unless $opens;
  binmode $journal;
  my (%field, @head, @more, $count);
  my ($pid, $goes_on, $first_entry) = ($last[3] // '', 0, 1);
  my $done = sub {
    return unless @head;
    my $was = $matched;
    take(@head, [@more]);
    $matched = $was if $goes_on && !$filter;
    @last = ($head[0], $head[2] < 40 && grep(/\ATraceback \(most/, @more) ? 40 : $head[2], unpack('H*', substr($head[3], 0, 100)), $pid);
    $goes_on = 0;
    @head = @more = ();
  };
  while (defined(my $line = <$journal>)) {
    $read_bytes += length $line;
    chomp $line;
    if ($line eq '') {
      my $silent = $o{follow} && ($log->{cursor} // '') eq '';
      $cursor = $field{__CURSOR} // $cursor;
      my $at = $silent ? 0 : int(($field{__REALTIME_TIMESTAMP} // 0) / 1000);
      my ($first, @rest) = split /\n/, $field{MESSAGE} // '';
      $first //= '';
      my ($from, $of) = ($field{SYSLOG_IDENTIFIER} // '', $field{_PID} // '');
      my $more_of = $of eq $pid && $first =~ /\A(?:\s|\z|Traceback|During handling|The above exception|Caused by|[\w.]+(?:Error|Exception)\b)/;
      if (@head && $more_of && $at - $head[0] < 1000) {
        push @more, $first, @rest if @more < 500;
      } elsif ($at) {
        $done->();
        # What the look before ended with goes on, unless this begins a trace under what was no error.
        $goes_on = $first_entry && $more_of && @last && $at - $last[0] < 5000 && ($last[1] >= 40 || $first !~ /\ATraceback/);
        my ($level, $module, $said) = stamp_of($first) ? detail_of($first) : $first =~ $unstamped ? unstamped_detail($first) : do { $shape = 'journal'; spoken($first, '') };
        $level ||= $priority[$field{PRIORITY} // 6] // 20;
        ($level, $module) = ($last[1], unhex($last[2])) if $goes_on;
        $level = 40 if $level < 40 && $first =~ /\ATraceback \(most/;
        $first_entry = 0;
        @head = ($at, local_words($at) . " $from" . ($of eq '' ? '' : "[$of]") . ": $first", $level, $module eq '' ? $from : $module, $said);
        $pid = $of;
        push @more, @rest;
      }
      %field = ();
      if (++$count % 512 == 0 && time > $deadline) { $late = 1; last }
    } elsif ($line =~ /\A(\w+)=(.*)\z/s) {
      $field{$1} = substr($2, 0, 65536);
    } else {
      my $bytes = '';
      last unless read($journal, $bytes, 8) == 8;
      my $left = unpack('Q<', $bytes);
      $read_bytes += $left;
      my $value = '';
      while ($left > 0) {
        my $got = read($journal, my $piece, $left < 65536 ? $left : 65536);
        last unless $got;
        $left -= $got;
        $value .= $piece if length $value < 65536;
      }
      read($journal, $bytes, 1);
      $field{$line} = $value;
    }
  }
  $done->();
  $how{journal}++;
  $shapes{journald}++;
  info('cursor', join ' ', $cursor, @last) if $o{follow};
  close $journal;
  trouble('journal', $log->{journal}) if !$late && $? >> 8 && !$count;
}
`;
