/** Perl: what systemd keeps of a unit. */
export const perlJournal = String.raw`
sub local_words {
  my @t = localtime(int($_[0] / 1000));
  return sprintf '%04d-%02d-%02d %02d:%02d:%02d', $t[5] + 1900, $t[4] + 1, @t[3, 2, 1, 0];
}
my @priority = (50, 50, 50, 40, 30, 25, 20, 10);
# How a message begins that goes on with the one before.
my $going_on = '(?:\s|\z|Traceback|During handling|The above exception|Caused by|[A-Za-z0-9_.]+(?:Error|Exception)\b)';
# Entries in the form of export: lines of NAME=value, or a name, eight bytes of length and the value; an empty line ends one.
sub read_journal {
  my $log = shift;
  my ($cursor, @last) = split / /, $log->{cursor} // '', 5;
  $cursor //= '';
  my $journal = delete $log->{stream} || journal_of($log);
  return trouble('journal', $log->{journal}) if !$journal;
  # While it looks.
  load_part($_) for qw(words counts);
  my ($buffer, $p, $count) = ('', 0, 0);
  # More of it behind what is there; what was taken is let go.
  my $more_of_it = sub {
    $buffer = substr($buffer, $p);
    $p = 0;
    my $got = read($journal, $buffer, 262144, length $buffer) || 0;
    $read_bytes += $got;
    return $got;
  };
  my (%field, @head, @more);
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
  my $entry = sub {
    my $silent = $o{follow} && ($log->{cursor} // '') eq '';
    $cursor = $field{__CURSOR} // $cursor;
    my $at = $silent ? 0 : int(($field{__REALTIME_TIMESTAMP} // 0) / 1000);
    my ($first, @rest) = split /\n/, $field{MESSAGE} // '';
    $first //= '';
    my ($from, $of) = ($field{SYSLOG_IDENTIFIER} // '', $field{_PID} // '');
    my $more_of = $of eq $pid && $first =~ /\A$going_on/o;
    if (@head && $more_of && $at - $head[0] < 1000) {
      push @more, $first, @rest if @more < 500;
    } elsif ($at) {
      $done->();
      # What the look before ended with goes on, unless this begins a trace under what was no error.
      $goes_on = $first_entry && $more_of && @last && $at - $last[0] < 5000 && ($last[1] >= 40 || $first !~ /\ATraceback/);
      my ($level, $module, $said) = stamp_of($first) ? detail_of($first) : is_unstamped($first) ? unstamped_detail($first) : do { $shape = 'journal'; spoken($first, '') };
      $level ||= $priority[$field{PRIORITY} // 6] // 20;
      ($level, $module) = ($last[1], unhex($last[2])) if $goes_on;
      $level = 40 if $level < 40 && $first =~ /\ATraceback \(most/;
      $first_entry = 0;
      @head = ($at, local_words($at) . " $from" . ($of eq '' ? '' : "[$of]") . ": $first", $level, $module eq '' ? $from : $module, $said);
      $pid = $of;
      push @more, @rest;
    }
    %field = ();
  };
  # Where only faults are wanted, entries without any are passed over, up to one that no other goes on with.
  my $passes = $least >= 40 && $lean && !$o{follow} && !$o{tail};
  my ($wanted, @places, $looked, $end, $bytes_in);
  my $begin = sub { my $found = $_[0] < 0 ? -1 : rindex($buffer, "\n\n", $_[0]); return $found < 0 ? 0 : $found + 2 };
  my $goes = sub { return substr($buffer, $_[0], index($buffer, "\n\n", $_[0]) - $_[0]) =~ /^MESSAGE=$going_on/mo };
  my $pass_over = sub {
    if (!$looked) {
      $looked = 1;
      $bytes_in = index($buffer, "\nMESSAGE\n") >= 0 || index($buffer, "\nSYSLOG_IDENTIFIER\n") >= 0;
      $end = rindex($buffer, "\n\n") + 2;
      my $low = lc $buffer;
      $wanted ||= [patterns_of([qw(err crit fatal alert emerg panic severe traceback segfault oom-kill), 'out of memory'], $low), qr/\npriority=[0-3]\n/];
      @places = $bytes_in || $end < 2 ? () : places_of($wanted, 1, $end, $low);
    }
    return if $bytes_in || $end <= $p + 1;
    shift @places while @places && $places[0] < $p;
    my $to = $begin->(@places ? $places[0] : $end - 3);
    $to = $begin->($to - 3) while $to > $p && $goes->($to);
    return if $to <= $p || (@head && $goes->($p));
    $done->();
    $p = $to;
  };
  my $long;
  while (1) {
    if (!%field && $passes) { $pass_over->() }
    my $e = index($buffer, "\n", $p);
    if ($e < 0) {
      # Of a line that does not end only the beginning is held.
      if (length($buffer) - $p > 1048576) {
        if (!defined $long) { $cut_lines++; $long = substr($buffer, $p, 131072) }
        $p = length $buffer;
      }
      last if !$more_of_it->();
      $looked = 0;
      if (time > $deadline) { $late = 1; last }
      next;
    }
    my $line = $long // substr($buffer, $p, $e - $p);
    $long = undef;
    if ($line eq '') {
      $p = $e + 1;
      $count++;
      $entry->();
      if ($count % 512 == 0 && time > $deadline) { $late = 1; last }
    } elsif ($line =~ /\A(\w+)=(.*)\z/s) {
      $p = $e + 1;
      $field{$1} = substr($2, 0, 65536);
    } else {
      $p = $e + 1;
      while (length($buffer) - $p < 8) { last unless $more_of_it->() }
      last if length($buffer) - $p < 8;
      my ($left, $value) = (unpack('Q<', substr($buffer, $p, 8)), '');
      $p += 8;
      while ($left > 0) {
        if ($p >= length $buffer) { last unless $more_of_it->() }
        my $piece = substr($buffer, $p, $left);
        $left -= length $piece;
        $p += length $piece;
        $value .= $piece if length $value < 65536;
      }
      if ($p >= length $buffer) { $more_of_it->() }
      $p++;
      $looked = 0;
      $field{$line} = substr($value, 0, 65536);
    }
  }
  $done->();
  $how{journal}++;
  $shapes{journald}++;
  info('cursor', join ' ', $cursor, @last) if $o{follow};
  close $journal;
  trouble('journal', $log->{journal}) if !$late && $? >> 8 && !$read_bytes;
}
`;
/** Perl: the first journal is looked for while the rest of the program is compiled. */
export const perlJournalBegun = String.raw`
sub at_second { return sprintf '@%.3f', $_[0] / 1000 }
sub journal_of {
  my ($log) = @_;
  my $cursor = (split / /, $log->{cursor} // '')[0] // '';
  my @argv = ('journalctl', '-q', '--no-pager', '-o', 'export', '--output-fields=MESSAGE,PRIORITY,SYSLOG_IDENTIFIER,_PID');
  push @argv, $log->{journal} eq 'kernel' ? '-k' : ('-u', $log->{journal});
  push @argv, '--since', at_second($o{since}) if defined $o{since};
  push @argv, '--until', at_second($o{until}) if defined $o{until};
  push @argv, '-n', ($o{n} // 0) * 8 if $o{tail};
  if ($o{follow}) { push @argv, $cursor eq '' ? ('-n', 1) : ('--after-cursor', $cursor) }
  # What it complains about is said by its exit code.
  open(my $errors, '>&', \*STDERR);
  open(STDERR, '>', '/dev/null');
  my $opens = open(my $journal, '-|', @argv);
  open(STDERR, '>&', $errors);
  binmode $journal if $opens;
  return $opens ? $journal : undef;
}
BEGIN {
  my ($log) = grep { ($_->{kind} // '') eq 'journal' } @logs;
  $log->{stream} = journal_of($log) if $log;
}
`;
