import EpisodeViewer
import Experiments
import Foundation
import Testing

/// A page begins where there is something to compare.
@Suite struct StartTests {
  /// The two rollouts that the page begins with, and the plays they are of.
  private func start(
    of viewer: EpisodeViewer
  ) throws -> (game: Int, plays: [[String: Any]], rollouts: [[String: Any]]) {
    let all = try data(of: viewer.html())
    let place = try #require(all["start"] as? Int)
    let game = try game(place, of: all)
    let pair = try #require(game["pair"] as? [[String: Int]])
    let shown = try plays(of: game)
    let chosen = try pair.map { shown[try #require($0["play"])] }
    let rollouts = try zip(chosen, pair).map { play, place in
      try #require(play["rollouts"] as? [[String: Any]])[try #require(place["rollout"])]
    }
    return (place, chosen, rollouts)
  }

  private func wins(_ rollouts: [[String: Any]]) -> [Bool?] { rollouts.map { $0["won"] as? Bool } }

  /// A page of groups of one game that is won or lost as said, each in its rollouts.
  private func viewer(_ games: [(one: [Bool], other: [Bool])]) throws -> EpisodeViewer {
    let recorded = try Recorded.groups.get()
    var viewer = EpisodeViewer(command: "test")
    for (number, game) in games.enumerated() {
      for (method, wins) in [("one", game.one), ("other", game.other)] {
        var group = try #require(recorded.first)
        group.title = method
        group.game = number
        group.rollouts = wins.map { won in
          var rollout = group.rollouts[0]
          rollout.transcript.won = won
          rollout.transcript.gameID = "game \(number)"
          return rollout
        }
        viewer.add(group)
      }
    }
    return viewer
  }

  @Test func theRecordedPageBeginsWithALossBesideAWinOfTwoTrainedMethods() throws {
    var viewer = EpisodeViewer(command: "test")
    for group in try Recorded.groups.get() { viewer.add(group) }
    let start = try start(of: viewer)
    #expect(Set(wins(start.rollouts)).count == 2)
    let details = start.plays.compactMap { $0["detail"] as? String }
    #expect(details.allSatisfy { $0.hasPrefix("after all") } && details.count == 2)
    #expect(Set(start.plays.compactMap { $0["title"] as? String }).count == 2)
  }

  @Test func aWinBesideALossComesBeforeTwoThatEndAlikeAndMixedGroupsBeforeOthers() throws {
    let alike = (one: [true, true], other: [true, true])
    let apart = (one: [true, true], other: [true, false])
    let mixed = (one: [false, true], other: [false, true])
    #expect(try start(of: viewer([alike, apart])).game == 1)
    #expect(try start(of: viewer([apart, mixed])).game == 1)
    #expect(try start(of: viewer([mixed, mixed])).game == 0)
    // The first two rollouts that end differently.
    #expect(try wins(start(of: viewer([alike, apart])).rollouts) == [true, false])
    #expect(try wins(start(of: viewer([mixed])).rollouts) == [false, true])
  }

  @Test func twoWaysToTheSameEndComeBeforeOneWay() throws {
    let groups = try Recorded.groups.get()
    let group = try #require(groups.first)
    var viewer = EpisodeViewer(command: "test")
    for (number, shortens) in [false, true].enumerated() {
      for method in ["one", "other"] {
        var copy = group
        copy.title = method
        copy.game = number
        copy.rollouts = [group.rollouts[0]]
        copy.rollouts[0].transcript.gameID = "game \(number)"
        if shortens, method == "other" {
          copy.rollouts[0].transcript.steps.removeLast()
          copy.rollouts[0].rewards.removeLast()
        }
        viewer.add(copy)
      }
    }
    #expect(try start(of: viewer).game == 1)
  }

  @Test func oneAgentAloneIsShownBesideItself() throws {
    var viewer = EpisodeViewer(command: "test")
    viewer.add(try #require(try Recorded.groups.get().first { $0.iteration == 0 }))
    let start = try start(of: viewer)
    #expect(Set(wins(start.rollouts)).count == 2, "before training this group is mixed")
  }
}
