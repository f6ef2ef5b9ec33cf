# RLVMR minus GRPO (tags) at one rate, in percentage points
# Redraw with: gnuplot balance-differences.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 1080,420 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 2160,840 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "balance-differences.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'RLVMR minus GRPO (tags) at one rate, in percentage points' at screen 0.5,0.952381 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.919048 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 2 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with lines lw 1.8 dt (6,4) lc rgb "#E69F00" title 'no difference', \
      keyentry with points pt 5 ps 1.1 lc rgb "#56B4E9" title 'α = 0.75', \
      keyentry with points pt 9 ps 1.1 lc rgb "#CC79A7" title 'released', \
      keyentry with points pt 11 ps 1.1 lc rgb "#009E73" title 'its rewards', \
      keyentry with points pt 13 ps 1.1 lc rgb "#D55E00" title 'any correction', \
      keyentry with points pt 15 ps 1.1 lc rgb "#0072B2" title 'as in this report'
  unset label 1; unset key
  set lmargin at screen 0.07037; set rmargin at screen 0.284722
  set tmargin at screen 0.72381; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [-41.20061:32.298496]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'difference (points)' textcolor "#333333"
  set title 'games won' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "balance-differences.csv" index 1 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 1 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 2 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 2 using 4:5 with points pt 9 ps 1.1 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 3 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 3 using 4:5 with points pt 11 ps 1.1 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 4 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 4 using 4:5 with points pt 13 ps 1.1 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 5 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#0072B2" notitle, \
    "balance-differences.csv" index 5 using 4:5 with points pt 15 ps 1.1 lc rgb "#0072B2" notitle, \
    0 with lines lw 1.8 dt (6,4) lc rgb "#E69F00" notitle
  set lmargin at screen 0.303241; set rmargin at screen 0.517593
  set tmargin at screen 0.72381; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [-41.20061:32.298496]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel '' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'refused' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "balance-differences.csv" index 6 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 6 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 7 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 7 using 4:5 with points pt 9 ps 1.1 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 8 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 8 using 4:5 with points pt 11 ps 1.1 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 9 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 9 using 4:5 with points pt 13 ps 1.1 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 10 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#0072B2" notitle, \
    "balance-differences.csv" index 10 using 4:5 with points pt 15 ps 1.1 lc rgb "#0072B2" notitle, \
    0 with lines lw 1.8 dt (6,4) lc rgb "#E69F00" notitle
  set lmargin at screen 0.536111; set rmargin at screen 0.750463
  set tmargin at screen 0.72381; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [-41.20061:32.298496]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel '' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'repeats, possible actions' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "balance-differences.csv" index 11 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 11 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 12 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 12 using 4:5 with points pt 9 ps 1.1 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 13 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 13 using 4:5 with points pt 11 ps 1.1 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 14 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 14 using 4:5 with points pt 13 ps 1.1 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 15 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#0072B2" notitle, \
    "balance-differences.csv" index 15 using 4:5 with points pt 15 ps 1.1 lc rgb "#0072B2" notitle, \
    0 with lines lw 1.8 dt (6,4) lc rgb "#E69F00" notitle
  set lmargin at screen 0.768981; set rmargin at screen 0.983333
  set tmargin at screen 0.72381; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [-41.20061:32.298496]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel '' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'repeats, refused ones too' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "balance-differences.csv" index 16 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 16 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "balance-differences.csv" index 17 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 17 using 4:5 with points pt 9 ps 1.1 lc rgb "#CC79A7" notitle, \
    "balance-differences.csv" index 18 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 18 using 4:5 with points pt 11 ps 1.1 lc rgb "#009E73" notitle, \
    "balance-differences.csv" index 19 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 19 using 4:5 with points pt 13 ps 1.1 lc rgb "#D55E00" notitle, \
    "balance-differences.csv" index 20 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#0072B2" notitle, \
    "balance-differences.csv" index 20 using 4:5 with points pt 15 ps 1.1 lc rgb "#0072B2" notitle, \
    0 with lines lw 1.8 dt (6,4) lc rgb "#E69F00" notitle
  unset multiplot
  unset output
}
