import Foundation
import Testing

@Suite struct ReportPageTests {
  @Test(.enabled(if: browser.python != nil, browser.missing), .timeLimit(.minutes(10)))
  func theReportCanBeReadInTheDarkOnAPhoneByKeyboardAndOnPaper() throws {
    let python = try #require(browser.python)
    let page = root.appendingPathComponent("Report/report.html")
    let outcome = try run(python, [viewerScript("report"), page.path])
    // Where axe-core or pdftotext is missing the script says that it skipped that part.
    if outcome.output.contains("skipped") { print(outcome.output) }
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
