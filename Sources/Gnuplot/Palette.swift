/// Chooses the looks of the series of one figure.
public struct Palette: Sendable, Hashable {
  /// Looks that names keep in every figure.
  public var fixed: [String: SeriesStyle]

  /// Without fixed names all series take what is free.
  public init(fixed: [String: SeriesStyle] = [:]) { self.fixed = fixed }

  /// The looks of the named series: fixed names keep theirs, the others take the first of
  /// `SeriesStyle.all` whose colour nobody in the figure has, in order of appearance.
  ///
  /// Colours repeat only when there are more than eight.
  public func styles(for names: [String]) -> [String: SeriesStyle] {
    var styles: [String: SeriesStyle] = [:]
    for name in names { styles[name] = fixed[name] }
    var taken = Set(styles.values.map(\.colour))
    for name in names where styles[name] == nil {
      let free = SeriesStyle.all
      let style = free.first { !taken.contains($0.colour) } ?? free[styles.count % free.count]
      taken.insert(style.colour)
      styles[name] = style
    }
    return styles
  }
}
