import Digests
import EpisodeViewer
import Experiments
import Foundation
import MetaReasoning
import Testing

/// One file that needs nothing else, in which nothing that a game or an agent says can act.
@Suite struct PageTests {
  /// A page of the recorded groups and of one evaluation, as the report makes it.
  static let recorded = Result {
    var viewer = EpisodeViewer(command: "rlvmr view")
    for group in try Recorded.groups.get() { viewer.add(group) }
    for (run, evaluation) in try Recorded.evaluations.get() {
      viewer.add(
        evaluation, title: run.method, run: run, count: 2,
        from: .archive("Report/runs.tar.gz", options: ["--profile", "quick"]))
    }
    return try viewer.html()
  }

  private func page(saying words: String) throws -> String {
    var group = try #require(try Recorded.groups.get().first)
    group.words[0] = words
    group.title = words
    for index in group.rollouts.indices {
      group.rollouts[index].transcript = episode(saying: words, of: "\(words) 1")
      group.rollouts[index].rewards = Array(group.rollouts[index].rewards.prefix(1))
      group.rollouts[index].responses = Array(group.rollouts[index].responses.prefix(1))
    }
    var viewer = EpisodeViewer(command: words)
    viewer.add(group)
    return try viewer.html()
  }

  @Test(
    arguments: [
      "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "<!--<script>",
      "]]></style>", "\" onload=\"alert(1)", "<\u{301}script>", "{{script}}",
    ])
  func whateverAGameSaysStaysText(words: String) throws {
    let html = try page(saying: words)
    let plain = try page(saying: "mug")
    for mark in ["<script", "</script", "<style", "</style", "<img", "<!--", "<"] {
      #expect(
        html.unicodeScalars.split(separator: Array(mark.unicodeScalars)).count
          == plain.unicodeScalars.split(separator: Array(mark.unicodeScalars)).count, "\(mark)")
    }
    let data = try JSONSerialization.jsonObject(
      with: Data(embedded("application/json\" id=\"data", in: html).utf8))
    let words2 = ((data as? [String: Any])?["words"] as? [String])?.first
    #expect(
      words2.map { Array($0.unicodeScalars) } == Array(words.unicodeScalars), "the data changed")
  }

  @Test func separatorsThatEndALineInOldScriptsAreEscaped() throws {
    let html = try page(saying: "one\u{2028}two\u{2029}three")
    let data = try embedded("application/json\" id=\"data", in: html)
    #expect(!data.unicodeScalars.contains("\u{2028}") && !data.unicodeScalars.contains("\u{2029}"))
    #expect(data.contains("one\\u2028two\\u2029three"))
  }

  @Test func thePolicyAllowsThisStyleAndThisScriptAndNothingElse() throws {
    let html = try Self.recorded.get()
    let policy = try #require(html.firstMatch(of: /Content-Security-Policy" content="([^"]*)"/)?.1)
    #expect(policy.hasPrefix("default-src 'none'"))
    let style = try embedded(nil, in: html, element: "style")
    let script = try embedded("module", in: html)
    #expect(policy.contains("style-src \(EmbeddedText.source(style));"))
    #expect(policy.hasSuffix("script-src \(EmbeddedText.source(script))"))
    #expect(!policy.contains("unsafe"))
    // `printf 'x' | openssl dgst -sha256 -binary | base64`
    #expect(EmbeddedText.source("x") == "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='")
  }

  @Test func itNamesNoAddressAndLeavesNoPlaceUnfilled() throws {
    let html = try Self.recorded.get().replacing("http://www.w3.org/2000/svg", with: "")
    for word in ["http:", "https:", "url(", "@import", "{{", "import ", " style=\""] {
      #expect(!html.contains(word), "\(word)")
    }
  }

  @Test func withoutScriptsTwoEpisodesThatEndDifferentlyStandThereAsText() throws {
    let html = try Self.recorded.get()
    let plain = try #require(html.firstMatch(of: /(?s)<div id="plain">(.*?)<div id="app"/)?.1)
    #expect(plain.contains(": won in ") && plain.contains(": lost after "))
    #expect(plain.split(separator: "<section").count == 3)
    // A sign each, and no advantage that floating point made of a zero.
    let advantages = plain.matches(of: /advantage ([^:]*):/).map { String($0.1) }
    #expect(advantages.count == plain.split(separator: "<li>").count - 1)
    for advantage in advantages {
      #expect(advantage.wholeMatch(of: /[+−]\d+\.\d\d|0\.00/) != nil, "\(advantage)")
    }
    #expect(!advantages.contains("+0.00") && !advantages.contains("−0.00"))
  }

  @Test func onlyThePageOfAReportLeadsBackToOne() throws {
    func page(beside report: String?) throws -> String {
      var viewer = EpisodeViewer(command: "x", report: report)
      viewer.add(try #require(try Recorded.groups.get().first))
      return try viewer.html()
    }
    #expect(try page(beside: "report.html").contains("<a href=\"report.html\">"))
    #expect(try !page(beside: nil).contains("report.html"))
  }

  @Test func aPageOfNothingIsRefusedWithAWayOut() {
    #expect(throws: (any Error).self) { try EpisodeViewer(command: "x").html() }
  }

  private func embedded(
    _ type: String?, in html: String, element: String = "script"
  ) throws -> String {
    let open = type.map { "<\(element) type=\"\($0)\">" } ?? "<\(element)>"
    let start = try #require(html.firstRange(of: open)).upperBound
    let end = try #require(html[start...].firstRange(of: "</\(element)>")).lowerBound
    return String(html[start..<end])
  }
}
