import Gnuplot
import MetaReasoning
import Methods

/// The looks that methods and tags keep in the figures of every chapter; arms take what is free.
let seriesStyles: [String: SeriesStyle] = [
  Method.rlvmr.title: .vermilion.marked(7),
  Method.grpo.title: .blue.marked(5),
  Method.grpoTagged.title: .orange,
  Method.supervised.title: .green.marked(9),
  Method.coldStartThink.title: .purple.marked(11),
  ReasoningTag.planning.rawValue: .blue.marked(5),
  ReasoningTag.explore.rawValue: .orange,
  ReasoningTag.reflection.rawValue: .purple,
  ReasoningTag.monitor.rawValue: .green,
]
