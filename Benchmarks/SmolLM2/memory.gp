# Resident memory by iteration
# Redraw with: gnuplot memory.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 760,420 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 1520,840 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "memory.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'Resident memory by iteration' at screen 0.5,0.952381 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.919048 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 1 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" title 'RLVMR', \
      keyentry with linespoints lw 2 pt 5 ps 0.7 dt 1 lc rgb "#56B4E9" title 'RLVMR, lower half frozen'
  unset label 1; unset key
  set lmargin at screen 0.126316; set rmargin at screen 0.976316
  set tmargin at screen 0.828571; set bmargin at screen 0.147619
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [0:3948.012339]
  
  
  set xtics nomirror scale 0 ('1' 0, '2' 1, '3' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel 'iteration' textcolor "#333333"
  set ylabel 'resident memory (MB)' textcolor "#333333"
  set title '' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "memory.csv" index 1 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" notitle, \
    "memory.csv" index 2 using 4:5 with linespoints lw 2 pt 5 ps 0.7 dt 1 lc rgb "#56B4E9" notitle
  unset multiplot
  unset output
}
