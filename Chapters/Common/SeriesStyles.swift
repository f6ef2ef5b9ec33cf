import Gnuplot
import Training

/// The looks that methods and tags keep in the figures of every chapter.
let seriesStyles: [String: SeriesStyle] = [
  Method.rlvmr.title: .vermilion.marked(7),
  Method.grpo.title: .blue.marked(5),
  Method.grpoTagged.title: .orange,
  Method.rlvmrMonitorPaid.title: .skyBlue,
  Method.rlvmrTagsSpared.title: .purple,
  Method.supervised.title: .green.marked(9),
  Method.coldStartThink.title: .purple.marked(11),
  "planning": .blue.marked(5),
  "explore": .orange,
  "reflection": .purple,
  "monitor": .green,
]
