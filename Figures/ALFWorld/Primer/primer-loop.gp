# Redraw with: gnuplot primer-loop.gp
set encoding utf8
set terminal svg size 860,330 fixed enhanced font "DejaVu Sans,13" background "#ffffff"
set output "primer-loop.svg"
unset border; unset tics; unset key
set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
set xrange [0:860]; set yrange [330:0]
set object 1 rectangle from 20,20 to 210,76 fc rgb "#777777" fs transparent solid 0.1 noborder
set object 2 rectangle from 20,20 to 210,76 fs empty border lc rgb "#777777" lw 1.6
set label 'cold start' at 115,38 center front font ",14" textcolor "#222222"
set label 'imitates an expert' at 115,58 center front font ",11" textcolor "#222222"
set object 3 rectangle from 20,124 to 210,228 fc rgb "#0072B2" fs transparent solid 0.1 noborder
set object 4 rectangle from 20,124 to 210,228 fs empty border lc rgb "#0072B2" lw 1.6
set label 'policy' at 115,146 center front font ",14" textcolor "#222222"
set label 'a language model:' at 115,166 center front font ",11" textcolor "#222222"
set label 'thinks under a tag,' at 115,186 center front font ",11" textcolor "#222222"
set label 'then acts' at 115,206 center front font ",11" textcolor "#222222"
set object 5 rectangle from 310,124 to 540,208 fc rgb "#009E73" fs transparent solid 0.1 noborder
set object 6 rectangle from 310,124 to 540,208 fs empty border lc rgb "#009E73" lw 1.6
set label '8 rollouts of each game' at 425,146 center front font ",14" textcolor "#222222"
set label 'some won, some lost;' at 425,166 center front font ",11" textcolor "#222222"
set label 'world answers each command' at 425,186 center front font ",11" textcolor "#222222"
set object 7 rectangle from 640,20 to 840,104 fc rgb "#009E73" fs transparent solid 0.1 noborder
set object 8 rectangle from 640,20 to 840,104 fs empty border lc rgb "#009E73" lw 1.6
set label 'rewards' at 740,42 center front font ",14" textcolor "#222222"
set label 'outcome R of the rollout' at 740,62 center front font ",11" textcolor "#222222"
set label 'reward r of each step''s tag' at 740,82 center front font ",11" textcolor "#222222"
set object 9 rectangle from 620,206 to 840,310 fc rgb "#D55E00" fs transparent solid 0.1 noborder
set object 10 rectangle from 620,206 to 840,310 fs empty border lc rgb "#D55E00" lw 1.6
set label 'advantage of a step' at 730,228 center front font ",14" textcolor "#222222"
set label 'GRPO: R against the group''s' at 730,248 center front font ",11" textcolor "#222222"
set label 'RLVMR: α × that, plus' at 730,268 center front font ",11" textcolor "#222222"
set label '(1 − α) × r against its tag''s' at 730,288 center front font ",11" textcolor "#222222"
set object 11 rectangle from 310,236 to 540,312 fc rgb "#0072B2" fs transparent solid 0.1 noborder
set object 12 rectangle from 310,236 to 540,312 fs empty border lc rgb "#0072B2" lw 1.6
set label 'update' at 425,254 center front font ",14" textcolor "#222222"
set label 'clipped loss, own tokens only,' at 425,274 center front font ",11" textcolor "#222222"
set label 'kept near the cold start' at 425,294 center front font ",11" textcolor "#222222"
set arrow from 115,76 to 115,124 head filled size screen 0.012,20 lw 1.6 lc rgb "#555555"
set arrow from 210,166 to 310,166 head filled size screen 0.012,20 lw 1.6 lc rgb "#555555"
set label 'plays' at 260,154 center front font ",11" textcolor "#222222"
set arrow from 425,124 to 425,62 nohead lw 1.6 lc rgb "#555555"
set arrow from 425,62 to 640,62 head filled size screen 0.012,20 lw 1.6 lc rgb "#555555"
set label 'outcomes, tags' at 530,50 center front font ",11" textcolor "#222222"
set arrow from 740,104 to 740,206 head filled size screen 0.012,20 lw 1.6 lc rgb "#555555"
set label 'compare' at 785,156 center front font ",11" textcolor "#222222"
set arrow from 620,274 to 540,274 head filled size screen 0.012,20 lw 1.6 lc rgb "#555555"
set arrow from 310,274 to 115,274 nohead lw 1.6 lc rgb "#555555"
set arrow from 115,274 to 115,228 head filled size screen 0.012,20 lw 1.6 lc rgb "#555555"
set label 'next iteration' at 205,262 center front font ",11" textcolor "#222222"
plot NaN notitle
unset output
