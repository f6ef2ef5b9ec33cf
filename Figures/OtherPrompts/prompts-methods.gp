# L2, without and with the possible commands in the prompt
# Redraw with: gnuplot prompts-methods.gp
set encoding utf8
set datafile separator comma
do for [kind in "svg"] {
  if (kind eq "svg") {
    set terminal svg size 1080,420 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
  } else {
    set terminal pngcairo size 2160,840 enhanced font "DejaVu Sans,10.5" fontscale 2 linewidth 2 pointscale 2 background "#ffffff"
  }
  set output "prompts-methods.".kind
  set multiplot
  set lmargin at screen 0.03; set rmargin at screen 0.97
  set tmargin at screen 0.999; set bmargin at screen 0.001
  unset logscale; unset border; unset tics; unset xlabel; unset ylabel; unset title; unset grid
  set label 1 'L2, without and with the possible commands in the prompt' at screen 0.5,0.952381 center font ",15" textcolor "#222222"
  set key at screen 0.5,0.919048 center top horizontal Left reverse samplen 2 spacing 1.2 maxrows 1 textcolor "#222222"
  set xrange [0:1]; set yrange [0:1]
  plot NaN notitle, \
      keyentry with points pt 7 ps 1.1 lc rgb "#E69F00" title 'without the list', \
      keyentry with points pt 5 ps 1.1 lc rgb "#56B4E9" title 'with the list', \
      keyentry with points pt 12 ps 1.3 lw 2 lc rgb "#111111" title 'paper'
  unset label 1; unset key
  set lmargin at screen 0.07037; set rmargin at screen 0.245833
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:3.6]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0 ('SFT' 0, 'think' 1, 'tags' 2, 'RLVMR' 3) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'games (%)' textcolor "#333333"
  set title 'games won' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "prompts-methods.csv" index 1 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 1 using 4:5 with points pt 7 ps 1.1 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 2 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 2 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 3 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "prompts-methods.csv" index 3 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  set lmargin at screen 0.316204; set rmargin at screen 0.491667
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:3.6]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0 ('SFT' 0, 'think' 1, 'tags' 2, 'RLVMR' 3) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'share of steps (%)' textcolor "#333333"
  set title 'refused' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "prompts-methods.csv" index 4 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 4 using 4:5 with points pt 7 ps 1.1 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 5 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 5 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 6 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "prompts-methods.csv" index 6 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  set lmargin at screen 0.562037; set rmargin at screen 0.7375
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:3.6]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0 ('SFT' 0, 'think' 1, 'tags' 2, 'RLVMR' 3) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'share of steps (%)' textcolor "#333333"
  set title 'repeats, possible actions' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "prompts-methods.csv" index 7 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 7 using 4:5 with points pt 7 ps 1.1 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 8 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 8 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 9 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "prompts-methods.csv" index 9 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  set lmargin at screen 0.80787; set rmargin at screen 0.983333
  set tmargin at screen 0.77619; set bmargin at screen 0.090476
  set border 1 lw 1 lc rgb "#888888"
  set grid noxtics ytics back lt 1 lw 0.7 lc rgb "#e4e4e4"
  unset logscale
  set xrange [-0.6:3.6]
  set yrange [0:100]
  
  
  set xtics nomirror scale 0 ('SFT' 0, 'think' 1, 'tags' 2, 'RLVMR' 3) textcolor "#333333"
  set ytics nomirror scale 0 autofreq textcolor "#333333"
  set format y "%g"
  set xlabel '' textcolor "#333333"
  set ylabel 'share of steps (%)' textcolor "#333333"
  set title 'repeats, refused ones too' font ",13" offset 0,-0.5 textcolor "#333333"
  unset label

  plot "prompts-methods.csv" index 10 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 10 using 4:5 with points pt 7 ps 1.1 lc rgb "#E69F00" notitle, \
    "prompts-methods.csv" index 11 using 4:5:6:7 with yerrorbars pt 0 ps 0 lw 1.6 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 11 using 4:5 with points pt 5 ps 1.1 lc rgb "#56B4E9" notitle, \
    "prompts-methods.csv" index 12 using 4:5 with points pt 13 ps 1.3 lc rgb "#ffffff" notitle, \
    "prompts-methods.csv" index 12 using 4:5 with points pt 12 ps 1.3 lw 2 lc rgb "#111111" notitle
  unset multiplot
  unset output
}
