func surrogate(
  ratio: Double, advantage: Double, clip: Double
) -> (value: Double, isClipped: Bool) {
  let bounded = min(max(ratio, 1 - clip), 1 + clip)
  // A token that has moved the wrong way (ρ 0.5 with A > 0) keeps its gradient, which brings it back.
  let isClipped = bounded * advantage < ratio * advantage
  return (min(ratio * advantage, bounded * advantage), isClipped)
}
