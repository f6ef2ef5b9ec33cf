/// The language of a source text: what decides where its comments and strings end.
public enum SourceLanguage: Sendable, Hashable {
  /// Comments nest; strings may be raw, of many lines, and hold expressions.
  case swift
  /// Comments do not nest; single quotes hold characters.
  case c
}
