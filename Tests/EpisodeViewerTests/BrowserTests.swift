import EpisodeViewer
import Foundation
import Testing

/// Debian's Chromium, through its WebDriver from Python.
private let browser: (python: URL?, missing: Comment) = {
  guard ProcessInfo.processInfo.environment["RLVMR_PAGES"] != nil else {
    return (nil, "takes a minute: `make pages-test`")
  }
  guard let python = program("python3") else { return (nil, "python3 is missing") }
  guard program("chromium") != nil || program("chromium-browser") != nil,
    program("chromedriver") != nil
  else { return (nil, "Chromium is missing: apt-get install chromium chromium-driver") }
  guard (try? run(python, ["-c", "import selenium"]))?.status == 0 else {
    return (nil, "selenium is missing: pip install selenium")
  }
  return (python, "")
}()

@Suite struct BrowserTests {
  @Test(.enabled(if: browser.python != nil, browser.missing), .timeLimit(.minutes(10)))
  func aReaderCanStepCompareRecomputePredictFilterReplayAndLinkInChromium() throws {
    let python = try #require(browser.python)
    let page = FileManager.default.temporaryDirectory
      .appendingPathComponent("viewer-\(UUID().uuidString).html")
    defer { try? FileManager.default.removeItem(at: page) }
    try Data(PageTests.recorded.get().utf8).write(to: page)
    let outcome = try run(
      python, [root.appendingPathComponent("Tests/Viewer/browser.py").path, page.path])
    // Where axe-core is missing the script says that it skipped that part.
    if outcome.output.contains("skipped") { print(outcome.output) }
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
