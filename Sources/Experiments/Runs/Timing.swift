import Communication
import LanguageModel

/// Wall time of one unit of work; kept apart from the metrics, which are the same bytes every time.
struct Timing: Codable {
  var unit: Int
  var rolloutSeconds: Double
  var updateSeconds: Double
  /// Processes, where there are several.
  var processes: Int?
  /// Bytes of gradients that the first process has sent since it was started.
  var sentBytes: Int?
  /// Seconds it has spent on that since it was started.
  var messageSeconds: Double?
  /// Those of them after its own gradients were computed: what was not hidden behind the backward pass.
  var waitedSeconds: Double?

  init(
    unit: Int, rolloutSeconds: Double, updateSeconds: Double, messages: MessageCost,
    over ranks: any Communicator
  ) {
    self.unit = unit
    self.rolloutSeconds = rolloutSeconds
    self.updateSeconds = updateSeconds
    guard ranks.size > 1 else { return }
    processes = ranks.size
    sentBytes = messages.bytes
    messageSeconds = messages.seconds
    waitedSeconds = messages.waitedSeconds
  }
}
