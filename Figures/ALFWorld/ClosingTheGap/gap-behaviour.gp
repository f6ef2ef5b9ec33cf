# How they behave, by split
# Redraw with: gnuplot gap-behaviour.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 1080,420 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 2160,840 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "gap-behaviour.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'How they behave, by split' at screen 0.5,0.952381 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.919048 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 1 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with boxes fs solid 0.9 noborder lc rgb "#009E73" title 'SFT', \
      keyentry with boxes fs solid 0.9 noborder lc rgb "#0072B2" title 'GRPO (think)', \
      keyentry with boxes fs solid 0.9 noborder lc rgb "#D55E00" title 'RLVMR', \
      keyentry with points pt 12 ps 1.3 lw 2 lc rgb "#111111" title 'paper'
  unset label 1; unset key
  set lmargin at screen 0.07037; set rmargin at screen 0.327778
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'share of steps (%)' textcolor "#333333"
  set title 'repetitive actions' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "gap-behaviour.csv" index 1 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#009E73" notitle, \
    "gap-behaviour.csv" index 1 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 2 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#0072B2" notitle, \
    "gap-behaviour.csv" index 2 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 3 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#D55E00" notitle, \
    "gap-behaviour.csv" index 3 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 4 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 4 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle, \
    "gap-behaviour.csv" index 5 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 5 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle, \
    "gap-behaviour.csv" index 6 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 6 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  set lmargin at screen 0.398148; set rmargin at screen 0.655556
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'share of steps (%)' textcolor "#333333"
  set title 'invalid actions' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "gap-behaviour.csv" index 7 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#009E73" notitle, \
    "gap-behaviour.csv" index 7 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 8 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#0072B2" notitle, \
    "gap-behaviour.csv" index 8 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 9 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#D55E00" notitle, \
    "gap-behaviour.csv" index 9 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 10 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 10 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle, \
    "gap-behaviour.csv" index 11 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 11 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle, \
    "gap-behaviour.csv" index 12 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 12 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  set lmargin at screen 0.725926; set rmargin at screen 0.983333
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:2.6]
  set yrange [0:31.376129]
  
  
  set xtics nomirror scale 0 ('L0' 0, 'L1' 1, 'L2' 2) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'steps an episode' textcolor "#333333"
  set title 'steps an episode' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "gap-behaviour.csv" index 13 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#009E73" notitle, \
    "gap-behaviour.csv" index 13 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 14 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#0072B2" notitle, \
    "gap-behaviour.csv" index 14 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 15 using 4:5:($4-0.117333):($4+0.117333):(0):5 with boxxyerror fs solid 0.9 noborder lc rgb "#D55E00" notitle, \
    "gap-behaviour.csv" index 15 using 4:6:(0):($7-$6) with vectors heads size screen 0.005,90 nofilled lw 1.4 lc rgb "#222222" notitle, \
    "gap-behaviour.csv" index 16 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 16 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle, \
    "gap-behaviour.csv" index 17 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 17 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle, \
    "gap-behaviour.csv" index 18 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "gap-behaviour.csv" index 18 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  unset multiplot
  unset output
}
