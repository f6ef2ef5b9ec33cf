import Foundation
import Testing

private let script = root.appendingPathComponent("Tests/Viewer/report.py").path

/// Debian's Chromium, through its WebDriver from Python.
private let browser: (python: URL?, missing: Comment) = {
  guard ProcessInfo.processInfo.environment["RLVMR_PAGES"] != nil else {
    return (nil, "takes a minute: `make pages-test`")
  }
  guard let python = program("python3") else { return (nil, "python3 is missing") }
  guard let needs = try? run(python, [script, "--needs"]), needs.status == 0 else {
    return (nil, "Chromium, chromedriver or selenium is missing: see Tests/Viewer/report.py")
  }
  return (python, "")
}()

@Suite struct ReportPageTests {
  @Test(.enabled(if: browser.python != nil, browser.missing), .timeLimit(.minutes(10)))
  func theReportCanBeReadInTheDarkOnAPhoneByKeyboardAndOnPaper() throws {
    let python = try #require(browser.python)
    let page = root.appendingPathComponent("Report/report.html")
    let outcome = try run(python, [script, page.path])
    // Where axe-core or pdftotext is missing the script says that it skipped that part.
    if outcome.output.contains("skipped") { print(outcome.output) }
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
