import Agent
import Foundation
import HouseholdWorld
import LanguageModel
import MetaReasoning
import Randomness
import Testing

@Suite struct VocabularyTests {
  /// Plays a game's recorded commands and gives every text met, and every command.
  private func texts(of game: Game) -> [String] {
    var environment = Environment(game: game, stepLimit: 200)
    return [openingText(of: environment)]
      + game.walkthrough.flatMap { [$0, environment.step($0).observation] }
  }

  /// The texts with words outside the vocabulary.
  private func textsWithUnknownWords(in games: [Game]) -> [String] {
    games.flatMap(texts).filter { text in
      var unknown = 0
      _ = sharedTokenizer.encode(text, unknownCount: &unknown)
      return unknown > 0
    }
  }

  @Test(arguments: GameGenerator.Split.allCases)
  func knowsEveryWordOfTheGeneratedWorld(split: GameGenerator.Split) {
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    let games = (0..<150).map { generator.game(split: split, index: $0) }
    #expect(textsWithUnknownWords(in: games).isEmpty)
  }

  @Test(
    .enabled(
      if: (try? ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())) != nil,
      "the released games are absent; set ALFWORLD_DATA to the folder that holds json_2.1.1"))
  func knowsEveryWordOfTheRealWorld() throws {
    let dataset = try ALFWorldDataset(directory: ALFWorldDataset.standardDirectory())
    for split in ALFWorldSplit.allCases {
      let files = try dataset.gameFiles(in: split)
      let sample = try files.enumerated().filter { $0.offset % 10 == 0 }
        .map { try Game(contentsOf: $0.element.url, id: $0.element.id) }
      #expect(textsWithUnknownWords(in: sample).isEmpty)
    }
  }

  @Test func losesNothingOfAnyCommand() {
    let generator = GameGenerator(seed: GameSource.generatorSeed)
    for index in 0..<50 {
      let environment = Environment(game: generator.game(split: .train, index: index))
      for command in environment.admissibleCommands {
        #expect(sharedTokenizer.decode(sharedTokenizer.encode(command)) == command)
      }
    }
  }

  @Test func marksKeepThePlacesTheBaseModelHasThemIn() {
    #expect(
      Array(sharedTokenizer.tokens.prefix(16)) == [
        "<unknown>", "<start>", "<planning>", "</planning>", "<explore>", "</explore>",
        "<reflection>", "</reflection>", "<monitor>", "</monitor>", "<think>", "</think>", "<note>",
        "</note>", "<action>", "</action>",
      ])
    #expect(
      Array(sharedTokenizer.tokens.suffix(8)) == [
        "<spare-1>", "</spare-1>", "<spare-2>", "</spare-2>", "<spare-3>", "</spare-3>",
        "<spare-4>", "</spare-4>",
      ])
  }

  @Test func everyGrammarIsSpokenWithoutASpareMark() throws {
    let model = try tinyModel()
    for grammar in [ResponseGrammar.tagged, .think, .note] + ResponseGrammar.leaveOneOut {
      #expect(try model.prepared(for: grammar).tokenizer as? WordTokenizer == sharedTokenizer)
    }
  }

  @Test func aFifthTagTakesASparePlaceAndMovesNothing() throws {
    let named = try tinyModel().namingMarks(for: ["<verify>", "</verify>"]).tokenizer
    for (id, token) in sharedTokenizer.tokens.enumerated()
    where token != "<spare-1>" && token != "</spare-1>" {
      #expect(named.text(of: Int32(id)) == token)
    }
    let opening = try #require(sharedTokenizer.id(of: "<spare-1>"))
    let closing = try #require(sharedTokenizer.id(of: "</spare-1>"))
    let ids = named.encode("<verify> now find mug </verify>")
    #expect(ids.count == 5 && ids.first == opening && ids.last == closing)
    #expect(named.decode(ids) == "<verify> now find mug </verify>")
  }

  @Test func whatShowsCommandsIsOneToken() {
    #expect(sharedTokenizer.encode("You can:").count == 1)
  }
}
