# RLVMR by the weight of its tags' reward
# Redraw with: gnuplot weights-weights.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 1080,420 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 2160,840 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "weights-weights.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'RLVMR by the weight of its tags'' reward' at screen 0.5,0.952381 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.919048 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 1 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" title 'RLVMR'
  unset label 1; unset key
  set lmargin at screen 0.07037; set rmargin at screen 0.284722
  set tmargin at screen 0.77619; set bmargin at screen 0.147619
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.05:1.05]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel 'weight of tags, 1 − α' textcolor "#333333"
  set ylabel 'share (%)' textcolor "#333333"
  set title 'games won, L0' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "weights-weights.csv" index 1 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#D55E00" notitle, \
    "weights-weights.csv" index 1 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" notitle
  set lmargin at screen 0.303241; set rmargin at screen 0.517593
  set tmargin at screen 0.77619; set bmargin at screen 0.147619
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.05:1.05]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel 'weight of tags, 1 − α' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'games won, L2' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "weights-weights.csv" index 2 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#D55E00" notitle, \
    "weights-weights.csv" index 2 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" notitle
  set lmargin at screen 0.536111; set rmargin at screen 0.750463
  set tmargin at screen 0.77619; set bmargin at screen 0.147619
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.05:1.05]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel 'weight of tags, 1 − α' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'refused, L2' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "weights-weights.csv" index 3 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#D55E00" notitle, \
    "weights-weights.csv" index 3 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" notitle
  set lmargin at screen 0.768981; set rmargin at screen 0.983333
  set tmargin at screen 0.77619; set bmargin at screen 0.147619
  set border 1 lw 1 lc rgb "#888888"
  set grid xtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.05:1.05]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0.4 autofreq textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y ""
  set xlabel 'weight of tags, 1 − α' textcolor "#333333"
  set ylabel '' textcolor "#333333"
  set title 'repeats, possible actions, L2' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "weights-weights.csv" index 4 using 4:6:7 with filledcurves fs transparent solid 0.18 noborder lc rgb "#D55E00" notitle, \
    "weights-weights.csv" index 4 using 4:5 with linespoints lw 2 pt 7 ps 0.7 dt 1 lc rgb "#D55E00" notitle
  unset multiplot
  unset output
}
