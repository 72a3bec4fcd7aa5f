/** Perl: the arguments, read before anything else is compiled. */
export const perlArgs = String.raw`
use strict;
my (%o, @logs);
BEGIN {
  for (@ARGV) {
    my ($key, $value) = /\A(\w+)=(.*)\z/s or die "not an argument\n";
    if ($key eq 'log') { push @logs, { id => $value } }
    elsif ($key eq 'known') { push @{$logs[-1]{known}}, $value }
    elsif (@logs) { $logs[-1]{$key} = $value }
    else { $o{$key} = $value }
  }
  $o{since} = time * 1000 - $o{ago} if defined $o{ago};
}
sub unhex { my $hex = shift; return defined $hex ? pack('H*', $hex) : undef }
`;

/**
 * Perl: from the words of a stamp to epoch milliseconds. A stamp without a zone can mean two moments when
 * a clock is set back: both are returned, the earlier first.
 */
export const perlTime = String.raw`
my %month = (Jan=>1,Feb=>2,Mar=>3,Apr=>4,May=>5,Jun=>6,Jul=>7,Aug=>8,Sep=>9,Oct=>10,Nov=>11,Dec=>12);

my (%midnights, $midnights);
sub midnight {
  my ($y, $m, $d) = @_;
  my $known = $midnights{"$y-$m-$d"};
  return $known if defined $known;
  %midnights = () if ++$midnights % 4096 == 0;
  my $yy = $m <= 2 ? $y - 1 : $y;
  my $era = int($yy / 400);
  my $of_era = $yy - $era * 400;
  my $of_year = int((153 * ($m + ($m > 2 ? -3 : 9)) + 2) / 5) + $d - 1;
  my $days = $era * 146097 + $of_era * 365 + int($of_era / 4) - int($of_era / 100) + $of_year - 719468;
  return $midnights{"$y-$m-$d"} = $days * 86400;
}
sub offset_here {
  my $at = shift;
  my @t = localtime($at);
  return midnight($t[5] + 1900, $t[4] + 1, $t[3]) + $t[2] * 3600 + $t[1] * 60 + $t[0] - $at;
}

# A zone is a list of [from this second on, offset]: given by the asker, else this host's own.
sub zone_of {
  my $given = shift;
  return [map { [split /:/] } split /,/, $given] if defined $given && $given ne '';
  return zone_here();
}

my ($zone, %offsets, $offsets);
sub use_zone { $zone = shift; %offsets = (); $offsets = 0 }
# Seconds on the wall to the offsets that can hold there.
sub offsets_at {
  my $quarter = shift;
  my $known = $offsets{$quarter};
  return $known if $known;
  %offsets = () if ++$offsets % 4096 == 0;
  my @hold;
  my $before = $zone->[0][1];
  for my $i (0 .. $#$zone) {
    my $at = $quarter * 900 - $zone->[$i][1];
    $before = $zone->[$i][1] if $i < $#$zone && $at >= $zone->[$i + 1][0];
    next if $at < $zone->[$i][0] || ($i < $#$zone && $at >= $zone->[$i + 1][0]);
    push @hold, $zone->[$i][1];
  }
  push @hold, $before unless @hold;
  return $offsets{$quarter} = [$hold[0], $hold[-1]];
}
sub instants {
  my ($wall, $ms) = @_;
  my $held = offsets_at(int($wall / 900));
  return (($wall - $held->[0]) * 1000 + $ms, ($wall - $held->[1]) * 1000 + $ms);
}
sub zoned {
  my ($wall, $ms, $words) = @_;
  return instants($wall, $ms) unless defined $words;
  my $offset = 0;
  $offset = ($1 eq '-' ? -1 : 1) * ($2 * 3600 + $3 * 60) if $words =~ /([+-])(\d\d):?(\d\d)/;
  my $at = ($wall - $offset) * 1000 + $ms;
  return ($at, $at);
}
`;
