import Foundation
import Gnuplot
import TestPrograms
import Testing

/// A folder of its own; set `REPORT_SAMPLES` to keep what the tests draw and look at it.
private func folder(_ name: String) throws -> URL {
  let root =
    ProcessInfo.processInfo.environment["REPORT_SAMPLES"].map { URL(fileURLWithPath: $0) }
    ?? FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  let folder = root.appendingPathComponent(name)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}

private let methods = ["SFT", "GRPO", "RLVMR"]

private func bars() -> Figure {
  let panels = ["L0 (seen)", "L1 (unseen rooms)", "L2 (unseen tasks)"].enumerated().map {
    split, title in
    Panel(
      title, x: .categories(methods), y: .percent("Success rate"),
      layers: methods.enumerated().map { index, method in
        let value = 0.4 + 0.15 * Double(index) - 0.1 * Double(split)
        return .bars(
          method,
          [DataPoint(x: Double(index), y: value, low: value - 0.06, high: value + 0.05)])
      } + [.reference("paper", beside: nil, (0..<3).map { DataPoint(x: Double($0), y: 0.5) })])
  }
  return Figure(
    "success", title: "Success rate by split", alternativeText: "Bars of success rates.",
    panels: panels)
}

private func grouped() -> Figure {
  let splits = ["L0 (seen)", "L1 (unseen rooms)", "L2 (unseen tasks)"]
  var layers: [Layer] = methods.enumerated().map { index, method in
    .bars(
      method,
      splits.indices.map { split in
        let value = 0.4 + 0.15 * Double(index) - 0.1 * Double(split)
        return DataPoint(x: Double(split), y: value, low: value - 0.06, high: value + 0.05)
      })
  }
  layers += methods.map { method in
    .reference("paper", beside: method, splits.indices.map { DataPoint(x: Double($0), y: 0.55) })
  }
  return Figure(
    "grouped", title: "Success rate, 3 seeds, 95% intervals",
    alternativeText: "Grouped bars of success rates.", x: .categories(splits),
    y: .percent("Success rate"), layers: layers)
}

private func curves() -> Figure {
  let layers: [Layer] = methods.enumerated().map { index, method in
    .line(
      method,
      (0...20).map { step in
        let value = 0.3 + (0.1 + 0.2 * Double(index)) * (1 - exp(-Double(step) / 6))
        return DataPoint(x: Double(step * 5), y: value, low: value - 0.05, high: value + 0.05)
      })
  }
  return Figure(
    "curves", title: "Learning curves", alternativeText: "Success rate against training step.",
    x: Axis("Training step"), y: .percent("Success rate", range: 0...1),
    layers: layers + [
      .referenceLine("Expert", y: 0.95), .note("cold start ends", x: 12, y: 0.2),
    ])
}

private func stacks() -> Figure {
  let tags = ["planning", "explore", "reflection", "monitor"]
  return Figure(
    "tags", title: "Share of tags over training", alternativeText: "Stacked areas of tag shares.",
    panels: [
      Panel(
        "over training", x: Axis("Training step"), y: .percent("Share of steps"),
        layers: tags.enumerated().map { index, tag in
          .stackedArea(
            tag,
            (0...10).map { step in
              let planning = 0.1 + 0.02 * Double(step)
              return DataPoint(x: Double(step), y: index == 0 ? planning : (1 - planning) / 3)
            })
        }),
      Panel(
        "by split", x: .categories(["L0", "L1", "L2"]), y: .percent("Share of steps"),
        layers: tags.map { .stackedBars($0, (0..<3).map { DataPoint(x: Double($0), y: 0.25) }) }),
    ])
}

private func scatter() -> Figure {
  Figure(
    "scatter", title: "Speed by batch size", alternativeText: "Points on two logarithmic axes.",
    x: Axis("Batch", unit: "episodes", isLogarithmic: true),
    y: Axis("Speed", unit: "tokens/s", isLogarithmic: true),
    layers: ["small", "medium"].enumerated().map { index, name in
      .points(
        name,
        [1, 2, 4, 8, 16, 32].map { batch in
          let value = 1000 * pow(batch, 0.7) / Double(index + 1)
          return DataPoint(x: batch, y: value, low: value * 0.9, high: value * 1.1)
        })
    })
}

@Suite struct FigureTests {
  @Test(arguments: [bars(), grouped(), curves(), stacks(), scatter()])
  func writesThreeFilesAndNothingElse(_ figure: Figure) throws {
    let folder = try folder("figure-\(figure.name)")
    let files = try figure.write(into: folder)
    for file in [files.svg, files.script, files.data] {
      #expect(try Data(contentsOf: file).count > 100, "\(file.lastPathComponent)")
    }
    #expect(files.png == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    #expect(try String(contentsOf: files.svg, encoding: .utf8).contains("</svg>"))
  }

  @Test func writesABitmapWhereAskedFor() throws {
    let folder = try folder("bitmap")
    let files = try curves().write(into: folder, alsoPNG: true)
    let png = try #require(files.png)
    // The eight bytes that open every PNG.
    #expect(
      try Data(contentsOf: png).prefix(8)
        == Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
  }

  @Test func drawsValuesThatDifferByRoundingAlone() throws {
    // gnuplot refuses a range that is empty once its ends are printed.
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("flat-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let figure = Figure(
      "flat", title: "Flat", alternativeText: "Two equal values.", x: Axis("x"), y: Axis("y"),
      layers: [
        .line("a", [DataPoint(x: 1, y: -0.1), DataPoint(x: 2, y: (-0.1).nextUp)])
      ])
    #expect(throws: Never.self) { try figure.write(into: folder) }
  }

  @Test func sameFigureIsTheSameBytes() throws {
    let first = try curves().write(into: folder("bytes-1"), alsoPNG: true)
    let second = try curves().write(into: folder("bytes-2"), alsoPNG: true)
    for key in [\FigureFiles.svg, \.script, \.data] {
      #expect(try Data(contentsOf: first[keyPath: key]) == Data(contentsOf: second[keyPath: key]))
    }
    #expect(
      try Data(contentsOf: #require(first.png)) == Data(contentsOf: #require(second.png)))
  }

  @Test func dataFileHoldsTheShownNumbersInTheShownUnit() throws {
    let figure = Figure(
      "data", title: "t", alternativeText: "a", x: .categories(["L0, seen"]),
      y: .percent("Success"),
      layers: [.bars("SFT", [DataPoint(x: 0, y: 0.25, low: 0.2, high: 0.3)])])
    let files = try figure.write(into: folder("data"))
    #expect(
      try String(contentsOf: files.data, encoding: .utf8)
        == "panel,series,category,x,value,low,high\n\n\n,SFT,\"L0, seen\",0,25,20,30\n")
  }

  @Test func scriptAloneRedrawsTheSamePicture() throws {
    let files = try grouped().write(into: folder("redraw"))
    let before = try Data(contentsOf: files.svg)
    try FileManager.default.removeItem(at: files.svg)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gnuplot", files.script.lastPathComponent]
    process.currentDirectoryURL = files.script.deletingLastPathComponent()
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // gnuplot alone does not know what the picture is called.
    func drawing(_ picture: Data) throws -> Substring {
      let text = String(decoding: picture, as: UTF8.self)
      return text[try #require(text.range(of: "</desc>")).upperBound...]
    }
    #expect(try drawing(Data(contentsOf: files.svg)) == drawing(before))
  }

  @Test func thePictureSaysWhatItShowsAndNotWhatDrewIt() throws {
    var figure = bars()
    figure.title = "Wins < 50% & \"more\""
    figure.alternativeText = "RLVMR wins </desc><script>, most."
    let svg = try String(contentsOf: figure.write(into: folder("named")).svg, encoding: .utf8)
    #expect(svg.contains("<title>Wins &lt; 50% &amp; \"more\"</title>"))
    #expect(svg.contains("<desc>RLVMR wins &lt;/desc&gt;&lt;script&gt;, most.</desc>"))
    #expect(!svg.lowercased().contains("produced by gnuplot") && !svg.contains("<title>Gnuplot"))
    // It is the first, which is what the whole picture is called.
    #expect(svg.range(of: "<title>")?.lowerBound == svg.range(of: "<title>Wins")?.lowerBound)
  }

  @Test func thePictureSaysHowLargeItWasDrawn() throws {
    // A page on a phone shows it in that size, so that its words can be read.
    let svg = try String(contentsOf: curves().write(into: folder("size")).svg, encoding: .utf8)
    #expect(svg.contains("width=\"760\" height=\"420\""))
  }

  @Test func aLongLineCarriesFewMarkers() throws {
    // A marker at each of 100 points covers the line it stands on; short lines keep all of theirs.
    for (count, every) in [(20, nil), (100, 8)] {
      let figure = Figure(
        "long", title: "Long", alternativeText: "A line.", x: Axis("x"), y: Axis("y"),
        layers: [.line("SFT", (0..<count).map { DataPoint(x: Double($0), y: 1) })])
      let script = try String(
        contentsOf: figure.write(into: folder("long\(count)")).script, encoding: .utf8)
      #expect(script.contains("pointinterval") == (every != nil))
      if let every { #expect(script.contains("pointinterval \(every) ")) }
    }
  }

  @Test func stackedLayersStandOnEachOther() throws {
    let files = try stacks().write(into: folder("stacks"))
    let text = try String(contentsOf: files.data, encoding: .utf8)
    // The last tag of "by split" fills from 75 to 100 %.
    #expect(text.contains("by split,monitor,L2,2,25,75,100"))
  }

  @Test func missingGnuplotIsOneClearLineAndLeavesOldFilesAlone() throws {
    let folder = try folder("missing")
    let files = try curves().write(into: folder)
    let before = try Data(contentsOf: files.svg)
    let command = GnuplotCommand(program: "no-such-gnuplot")
    #expect {
      try curves().write(into: folder, gnuplot: command)
    } throws: { error in
      "\(error)".contains("'no-such-gnuplot' was not found; install it")
        && !"\(error)".contains("\n")
    }
    #expect(try Data(contentsOf: files.svg) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
  }

  @Test func failingGnuplotIsReportedWithItsStatus() throws {
    #expect(throws: FigureError.self) {
      try curves().write(into: folder("failing"), gnuplot: GnuplotCommand(program: "false"))
    }
  }

  @Test func anOlderGnuplotIsToldWhichIsNeeded() throws {
    let folder = try folder("old")
    let old = folder.appendingPathComponent("gnuplot")
    // What a gnuplot without the terminal says, once it has read the script.
    try writeProgram(
      "cat >/dev/null; echo 'line 0: unknown terminal svg' >&2; exit 1", to: old)
    #expect {
      try curves().write(into: folder, gnuplot: GnuplotCommand(program: old.path))
    } throws: { error in
      "\(error)".contains("figure curves: ") && "\(error)".contains("unknown terminal svg")
        && "\(error)".contains("5.4 or newer") && "\(error)".contains("apt install gnuplot-nox")
        && !"\(error)".contains("\n")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["gnuplot"])
  }

  @Test func noDraftIsLeftWhereTheDiskIsFull() throws {
    let folder = try folder("full")
    // A folder in the place of the draft's file: it cannot be written, not even by root.
    let draft = folder.appendingPathComponent(".curves.draft-\(getpid())")
    try FileManager.default.createDirectory(
      at: draft.appendingPathComponent("curves.csv"), withIntermediateDirectories: true)
    #expect(throws: FigureError.self) { try curves().write(into: folder) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func draftsOfWritersThatWereKilledAreRemovedAndThoseOfLivingOnesStay() throws {
    let folder = try folder("killed")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    // The writer of the first is gone; the first process of the machine always lives.
    let (dead, living) = (".curves.draft-\(process.processIdentifier)", ".curves.draft-1")
    for name in [dead, living, ".other.draft-\(process.processIdentifier)", ".curves.draft-"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
    try curves().write(into: folder)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains(dead) && left.contains(living) && left.count == 6)
  }

  @Test func unwritableFolderIsNamed() throws {
    // A file where the folder should be: nobody, not even root, can write below it.
    let file = try folder("blocked").appendingPathComponent("file")
    try Data().write(to: file)
    #expect {
      try curves().write(into: file)
    } throws: { "\($0)".contains(file.path) }
  }

  @Test func refusesFiguresThatCannotBeRead() throws {
    var silent = curves()
    silent.alternativeText = " "
    var hole = curves()
    hole.panels[0].layers.append(.points("x", [DataPoint(x: 0, y: .nan)]))
    var zero = scatter()
    zero.panels[0].layers.append(.points("x", [DataPoint(x: 1, y: 0)]))
    for figure in [silent, hole, zero] {
      #expect(throws: FigureError.self) { try figure.write(into: folder("refused")) }
    }
  }

  @Test func aFigureDrawsItsSeriesInTheStylesItIsGiven() throws {
    var figure = curves()
    figure.styles = ["GRPO": SeriesStyle(colour: "#123456", pointType: 3, dashType: 2)]
    let script = try String(
      contentsOf: figure.write(into: folder("styled")).script, encoding: .utf8)
    // Legend, line and band.
    #expect(script.components(separatedBy: "#123456").count - 1 == 3)
    #expect(script.contains("pt 3 ps 0.7 dt 2 lc rgb \"#123456\""))
  }

  @Test func numbersFromElsewhereLookTheSameAndTakeNoColour() throws {
    func script(_ layers: [Layer], _ name: String) throws -> String {
      let figure = Figure(
        "reference", title: "t", alternativeText: "a", x: .categories(["L0"]), y: Axis("y"),
        layers: layers, styles: ["paper": .yellow])
      return try String(contentsOf: figure.write(into: folder(name)).script, encoding: .utf8)
    }
    let point = [DataPoint(x: 0, y: 1)]
    // The reference comes first, yet the first free colour goes to the bars.
    let text = try script(
      [.reference("paper", beside: nil, point), .bars("a", point)], "reference")
    #expect(text.contains("with points pt 12 ps 1.3 lw 2 lc rgb \"#111111\""))
    #expect(!text.contains(SeriesStyle.yellow.colour))
    #expect(text.contains(SeriesStyle.orange.colour))
    #expect(!text.contains(SeriesStyle.skyBlue.colour))
  }
}

@Suite struct PaletteTests {
  @Test func fixedNamesKeepTheirLookAndNoTwoSeriesShareAColour() {
    let palette = Palette(fixed: ["mine": .blue.marked(3)])
    #expect(palette.styles(for: ["mine"]) == ["mine": .blue.marked(3)])
    let names = ["A", "mine", "B", "C", "D", "E", "F", "G"]
    let styles = palette.styles(for: names)
    #expect(styles["mine"] == .blue.marked(3))
    // Eight series, eight colours: blue is not given away although it stands late in the list.
    #expect(Set(styles.values.map(\.colour)).count == 8)
  }

  @Test func namesWithoutAStyleTakeThemInOrder() {
    let styles = Palette().styles(for: ["a", "b", "a"])
    #expect(styles == ["a": .orange, "b": .skyBlue])
  }

  @Test func noNameIsFixedUnlessTheCallerSaysSo() {
    for name in ["rlvmr", "RLVMR", "planning", "paper"] {
      #expect(Palette().styles(for: [name]) == [name: .orange])
    }
  }

  @Test func moreThanEightSeriesRepeatColours() {
    let names = (0..<9).map { "\($0)" }
    let styles = Palette().styles(for: names)
    #expect(styles["8"] == .orange)
    #expect(Set(styles.values).count == 8)
  }

  @Test func theEightStylesDifferInColourAndInMarker() {
    #expect(SeriesStyle.all.count == 8)
    #expect(Set(SeriesStyle.all.map(\.colour)).count == 8)
    #expect(Set(SeriesStyle.all.map(\.pointType)).count == 8)
  }

  @Test func anotherMarkerKeepsColourAndDashes() {
    let style = SeriesStyle(colour: "#010203", pointType: 1, dashType: 4)
    #expect(style.marked(2) == SeriesStyle(colour: "#010203", pointType: 2, dashType: 4))
  }
}

@Suite struct DiagramTests {
  private func diagram(_ name: String = "loop") -> Diagram {
    Diagram(
      name, alternativeText: "Two boxes and an arrow.", size: .init(300, 120),
      boxes: [
        .init("it's_one", ["a < b"], at: .init(10, 10), size: .init(100, 60), colour: "#0072B2"),
        .init("two", at: .init(190, 10), size: .init(100, 60), colour: "#D55E00"),
      ],
      arrows: [.init([.init(110, 40), .init(190, 40)], "leads to", at: .init(150, 30))])
  }

  @Test func everyBoxAndWordIsDrawnWhereItWasPut() throws {
    let folder = try folder("diagram")
    try diagram().write(into: folder)
    let svg = try String(
      contentsOf: folder.appendingPathComponent("loop.svg"), encoding: .utf8)
    for words in ["it's", "one", "a &lt; b", "two", "leads to"] {
      #expect(svg.contains(words), "\(words)")
    }
    // gnuplot counts in hundredths of a pixel, from the top.
    for colour in ["0, 114, 178", "213,  94,   0"] { #expect(svg.contains(colour), "\(colour)") }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "loop.gp", "loop.svg",
      ])
    #expect(svg.contains("<title>Two boxes and an arrow.</title>") && !svg.contains("<desc>"))
    // The script stands alone.
    let script = try String(contentsOf: folder.appendingPathComponent("loop.gp"), encoding: .utf8)
    #expect(script.contains("set yrange [120:0]") && script.contains("from 110,40 to 190,40 head"))
  }

  @Test func whatSaysNothingOrPointsNowhereIsRefused() throws {
    let folder = try folder("diagram-refused")
    #expect(throws: FigureError.self) { try diagram("a/b").write(into: folder) }
    var mute = diagram()
    mute.alternativeText = " "
    #expect(throws: FigureError.self) { try mute.write(into: folder) }
    var loose = diagram()
    loose.arrows[0].places.removeLast()
    #expect(throws: FigureError.self) { try loose.write(into: folder) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
