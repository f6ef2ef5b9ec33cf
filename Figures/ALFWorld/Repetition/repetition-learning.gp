# GRPO while it learns (training games)
# Redraw with: gnuplot repetition-learning.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 760,420 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 1520,840 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "repetition-learning.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'GRPO while it learns (training games)' at screen 0.5,0.952381 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.919048 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 2 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" title 'success', \
      keyentry with linespoints lw 2 pt 5 ps 0.7 dt 1 lc rgb "#56B4E9" title 'repetitive steps', \
      keyentry with linespoints lw 2 pt 9 ps 0.7 dt 1 lc rgb "#CC79A7" title 'invalid steps', \
      keyentry with linespoints lw 2 pt 11 ps 0.7 dt 1 lc rgb "#009E73" title 'groups without outcome signal'
  unset label 1; unset key
  set lmargin at screen 0.1; set rmargin at screen 0.976316
  set tmargin at screen 0.77619; set bmargin at screen 0.147619
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-1.97:102.97]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel 'iteration' textcolor "#333333"
  set ylabel 'share (%)' textcolor "#333333"
  set title '' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "repetition-learning.csv" index 1 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#E69F00" notitle, \
    "repetition-learning.csv" index 2 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#56B4E9" notitle, \
    "repetition-learning.csv" index 3 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#CC79A7" notitle, \
    "repetition-learning.csv" index 4 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#009E73" notitle, \
    "repetition-learning.csv" index 1 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" pointinterval 8 notitle, \
    "repetition-learning.csv" index 2 using 4:5 with linespoints lw 2 pt 5 ps 0.7 dt 1 lc rgb "#56B4E9" pointinterval 8 notitle, \
    "repetition-learning.csv" index 3 using 4:5 with linespoints lw 2 pt 9 ps 0.7 dt 1 lc rgb "#CC79A7" pointinterval 8 notitle, \
    "repetition-learning.csv" index 4 using 4:5 with linespoints lw 2 pt 11 ps 0.7 dt 1 lc rgb "#009E73" pointinterval 8 notitle
  unset multiplot
  unset output
}
