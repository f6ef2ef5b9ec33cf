import Foundation
import HouseholdWorld
import Notebook
import Testing

/// What a game or a model says is shown as it is and means nothing: no element, no end of a block.
@Suite struct HostileTextTests {
  /// A game with an object called `<script>`, whose task tries to end the block that quotes it.
  private func game() throws -> Game {
    let problem = """
      (define (:init (receptacleType Shelf_bar_1 ShelfType) (receptacleAtLocation Shelf_bar_1 loc_1)
      (objectType <script>_bar_1 <script>Type) (pickupable <script>_bar_1)
      (inReceptacle <script>_bar_1 Shelf_bar_1) (objectAtLocation <script>_bar_1 loc_1)
      (canContain ShelfType <script>Type) (atLocation agent1 loc_1))
      (:goal (objectType ?o <script>Type) (receptacleType ?r ShelfType) (inReceptacle ?o ?r)))
      """
    let task =
      "put some\n```\n\n<script>alert(1)</script>\n\n````\n<img src=x onerror=alert(2)> away."
    let file = ["pddl_problem": problem, "grammar": "\"Your task is to: \(task)\""]
    let bytes = try JSONSerialization.data(withJSONObject: file)
    return try Game(bytes: [UInt8](bytes), path: "game.tw-pddl", id: "hostile")
  }

  private func page(_ document: Document) throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("hostile-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try document.write(to: folder, name: "page")
    return try String(contentsOf: #require(files.html), encoding: .utf8)
  }

  private static let hasPandoc = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/pandoc")
    }

  @Test(.enabled(if: hasPandoc, "needs pandoc: apt install pandoc"))
  func aGameWhoseObjectIsCalledScript() throws {
    var environment = Environment(game: try game())
    let texts =
      [environment.initialObservation] + environment.admissibleCommands
      + [environment.step("go to shelf 1").observation]
    #expect(texts.contains { $0.contains("<script> 1") }, "\(texts)")
    let page = try page(
      Document(title: "Title") {
        Block.verbatim(texts.joined(separator: "\n"))
        "The model \(plain: "<script>alert(3)</script> | `x` *y* [a](javascript:b) $z$ &lt;")."
        Block.table(
          Table(
            caption: "Names.", label: "tbl:n", columns: [.init("name")],
            rows: [["\(plain: "<img src=x onerror=alert(4)> | b")"]]))
        "Code \(code: "a ` <script>alert(5)</script>")."
      })
    for element in ["<script", "<img", "javascript:b\"", "<em>y"] {
      #expect(!page.contains(element), "\(element)")
    }
    // It was not left out either.
    #expect(page.contains("&lt;script&gt; 1"))
    for number in 1...5 { #expect(page.contains("alert(\(number))"), "alert \(number)") }
    #expect(page.contains("javascript:b"))
  }

  @Test(.enabled(if: hasPandoc, "needs pandoc: apt install pandoc"))
  func thePageForbidsWhatItDoesNotNeed() throws {
    let page = try page(Document(title: "Title") { "Text with $a^2$." })
    // pandoc writes quotation marks within an attribute as references.
    let head = page.prefix(2000).replacingOccurrences(of: "&#39;", with: "'")
    #expect(
      head.contains(
        #"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src "#
          + #"'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">"#), "\(head)")
    #expect(!page.contains("src=\"http"))
  }

  @Test func aFenceIsLongerThanAnyWithinTheText() throws {
    let text = try Document(title: "T") { Block.verbatim("a\n`````\nb") }.markdown()
    #expect(text.contains("\n``````text\na\n`````\nb\n``````\n"), "\(text)")
  }
}
