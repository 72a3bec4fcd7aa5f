/** Perl: one answer per log. */
export const perlMain = String.raw`
binmode STDOUT;
$| = 0;
print join("\t", 'C', int(time * 1000), offset_here(time), 'perl'), "\n";
# A pattern that never comes to its end is ended by the kernel: the default of SIGALRM kills.
alarm(($o{seconds} // 40) + 5);
sift() if grep { defined } $module, $plugin, $text, $pattern;
for my $log (@logs) {
  print "L\t", escaped($log->{id}), "\n";
  (%hours, %modules, %plugins, %signatures, @kept, %shapes, %how) = ();
  ($matched, $other, $read_bytes, $cut_lines, $seen, $kept_bytes) = (0) x 6;
  ($first_seen, $last_seen) = (undef, undef);
  ($latest, $turned, $open) = (-9e15, 0, undef);
  my $zone_here = zone_of($log->{zone});
  use_zone($zone_here);
  $folds = @$zone_here > 1 ? folds_of($zone_here) : [];
  $own = undef;
  own_pattern($log) || next if defined $log->{pattern};
  { no strict 'refs'; &{"read_$log->{kind}"}($log) }
  info('matched', $matched);
  info('read', $read_bytes);
  info('how', join ' ', sort keys %how);
  info('shapes', join ' ', map { "$_:$shapes{$_}" } sort { $shapes{$b} <=> $shapes{$a} || $a cmp $b } keys %shapes);
  info('cut', $cut_lines) if $cut_lines;
  info('late', 1) if $late;
  if (defined $first_seen) {
    info('first', $first_seen);
    info('last', $last_seen);
    tell_folds() if @$folds;
  }
  print_counts() if %hours || %modules || %signatures;
  print_kept() if @kept;
}
print "Z\n";
`;
