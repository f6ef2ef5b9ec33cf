import EpisodeViewer
import Foundation
import Testing

@Suite struct BrowserTests {
  @Test(.enabled(if: browser.python != nil, browser.missing), .timeLimit(.minutes(10)))
  func aReaderCanStepCompareRecomputePredictFilterReplayAndLinkInChromium() throws {
    let python = try #require(browser.python)
    let page = FileManager.default.temporaryDirectory
      .appendingPathComponent("viewer-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: page) }
    try Data(PageTests.recorded.get().utf8).write(to: page)
    let outcome = try run(python, [viewerScript("browser"), page.path])
    // Where axe-core is missing the script says that it skipped that part.
    if outcome.output.contains("skipped") { print(outcome.output) }
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
