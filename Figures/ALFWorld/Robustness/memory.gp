# Resident memory of a long run
# Redraw with: gnuplot memory.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 760,320 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 1520,640 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "memory.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'Resident memory of a long run' at screen 0.5,0.9375 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.89375 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 1 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" title 'rlvmr report --profile full --world alfworld --output Full --figures Full/Figures'
  unset label 1; unset key
  set lmargin at screen 0.1; set rmargin at screen 0.976316
  set tmargin at screen 0.775; set bmargin at screen 0.19375
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.06034:2.071673]
  set yrange [0:630.775]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel 'hours' textcolor "#333333"
  set ylabel 'resident memory (MiB)' textcolor "#333333"
  set title '' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "memory.csv" index 1 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" pointinterval 30 notitle
  unset multiplot
  unset output
}
