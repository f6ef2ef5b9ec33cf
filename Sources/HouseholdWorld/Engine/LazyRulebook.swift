import Synchronization

/// The rulebook of a game, made when the first environment asks for it and shared by all later
/// ones.
///
/// Copies of a game share it; a game that is changed gets a new one.
final class LazyRulebook: Sendable {
  private let storage = AtomicLazyReference<Rulebook>()

  /// The rulebook. Threads that ask at the same time may all make one, but get the same.
  func value(_ make: () -> Rulebook) -> Rulebook {
    storage.load() ?? storage.storeIfNil(make())
  }
}
