# The same steps, judged twice
# Redraw with: gnuplot primer-advantages.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 760,360 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 1520,720 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "primer-advantages.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'The same steps, judged twice' at screen 0.5,0.944444 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.905556 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 1 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" title 'GRPO (tags)', \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" title 'RLVMR'
  unset label 1; unset key
  set lmargin at screen 0.1; set rmargin at screen 0.525
  set tmargin at screen 0.738889; set bmargin at screen 0.172222
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [0:5]
  set yrange [-1.887935:1.02191]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel 'step' textcolor "#333333"
  set ylabel 'advantage' textcolor "#333333"
  set title 'rollout 1, won' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "primer-advantages.csv" index 1 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" notitle, \
    "primer-advantages.csv" index 2 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" notitle
  set lmargin at screen 0.551316; set rmargin at screen 0.976316
  set tmargin at screen 0.738889; set bmargin at screen 0.172222
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [0:31]
  set yrange [-1.887935:1.02191]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel 'step' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'rollout 2, lost' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "primer-advantages.csv" index 3 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#E69F00" notitle, \
    "primer-advantages.csv" index 4 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" notitle
  unset multiplot
  unset output
}
