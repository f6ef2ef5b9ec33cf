/// How the teacher's thoughts are worded; part of what decides a run's bytes.
public enum Wording: String, Sendable, Hashable, Codable, CaseIterable {
  /// One short template for each kind of thought, in the miniature's words.
  case fixed
  /// One of several sentences for each kind of thought, drawn by the demonstration's seed: for an agent
  /// that has the words, and shall stay a language model.
  case free
}
