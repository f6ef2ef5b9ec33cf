import Agent
import ChapterSupport
import Experiments
import Methods

extension IsItReal {
  /// All that is measured.
  var needs: [Need] {
    let profile = options.experiment.profile
    let (paper, l2) = (EvaluationSplit.ofThePaper, EvaluationSplit.unseenCategories)
    let usual =
      profile.needs(compared, on: paper + [.unseenCategoriesSeenRooms])
      + profile.needs([options.methods.grpoStart], on: [l2])
      + profile.needs([.coldStartTagged], on: paper)
      + profile.needs(
        [options.methods.atOneRate, options.methods.atOneStart].compactMap { $0 }, on: [l2])
    if profile.isOfMainMethods { return usual }
    return usual
      + profile.needs(gamingArms(profile), on: paper)
      + profile.needs([.coldStartThink, .supervisedQuarter, .supervised], on: paper)
  }

  /// All that is measured of arms, and of the methods they vary; nothing in profiles of the main methods.
  var needsOfArms: [Need] {
    let profile = options.experiment.profile
    let arms = groups(profile).flatMap(\.arms).map(\.arm)
    if arms.isEmpty { return [] }
    return profile.needs(Self.varied + arms, on: Self.splitsOfArms, trainedOn: .seenCategories)
  }

  /// All that is measured from each base model.
  var needsByBase: [Need] {
    options.experiment.profile.needs(Self.methodsByBase, on: Self.splitsByBase)
  }
}
