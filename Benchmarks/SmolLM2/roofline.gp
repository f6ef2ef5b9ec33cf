# Kernels of a training step under the machine's roofs
# Redraw with: gnuplot roofline.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 760,460 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 1520,920 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "roofline.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'Kernels of a training step under the machine''s roofs' at screen 0.5,0.956522 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.926087 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 3 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" title 'copying memory, then products', \
      keyentry with points pt 5 ps 1.1 lc rgb "#56B4E9" title 'matrix products', \
      keyentry with points pt 9 ps 1.1 lc rgb "#CC79A7" title 'attention', \
      keyentry with points pt 11 ps 1.1 lc rgb "#009E73" title 'norms, rotation, activation', \
      keyentry with points pt 13 ps 1.1 lc rgb "#D55E00" title 'softmax', \
      keyentry with points pt 15 ps 1.1 lc rgb "#0072B2" title 'optimiser'
  unset label 1; unset key
  set lmargin at screen 0.1; set rmargin at screen 0.976316
  set tmargin at screen 0.747826; set bmargin at screen 0.134783
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [0.1:313.333769]
  set yrange [2.179474:137.9891]
  set logscale x
  set logscale y
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel 'arithmetic a byte (FLOP/byte)' textcolor "#333333"
  set ylabel 'speed (GFLOP/s)' textcolor "#333333"
  set title '' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "roofline.csv" index 1 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" notitle, \
    "roofline.csv" index 2 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "roofline.csv" index 3 using 4:5 with points pt 9 ps 1.1 lc rgb "#CC79A7" notitle, \
    "roofline.csv" index 4 using 4:5 with points pt 11 ps 1.1 lc rgb "#009E73" notitle, \
    "roofline.csv" index 5 using 4:5 with points pt 13 ps 1.1 lc rgb "#D55E00" notitle, \
    "roofline.csv" index 6 using 4:5 with points pt 15 ps 1.1 lc rgb "#0072B2" notitle
  unset multiplot
  unset output
}
