import Notebook
import Statistics
import Testing

@Suite struct NumberFormatTests {
  /// An interval that ends just below zero excludes it; shown as "+0.0" it would seem to touch it.
  @Test func aDifferenceThatIsNotZeroIsNeverShownAsZero() {
    #expect(NumberFormat.difference(1).string(-0.046) == "−0.05")
    #expect(NumberFormat.points.string(0.0004) == "+0.04 points")
    #expect(NumberFormat.points.string(0) == "0.0 points")
  }

  @Test func whereNothingVariesTheNumberStandsAlone() {
    #expect(
      NumberFormat.points.string(Interval(value: 0.375, low: 0.375, high: 0.375)) == "+37.5 points")
  }

  @Test func showsUnitsSignsAndIntervals() {
    #expect(NumberFormat.percent.string(0.3124) == "31.2%")
    #expect(NumberFormat.points.string(0.0409) == "+4.1 points")
    #expect(NumberFormat.points.string(-0.0409) == "−4.1 points")
    #expect(NumberFormat.decimal(1).string(-0.01) == "0.0")
    #expect(NumberFormat.difference(1).string(1.24) == "+1.2")
    #expect(NumberFormat.difference(1).range(low: -0.12, high: 2.6) == "[−0.1,\u{A0}+2.6]")
    #expect(NumberFormat.percent.string(.nan) == "–")
    let interval = Interval(value: 0.312, low: 0.251, high: 0.379)
    #expect(NumberFormat.percent.string(interval) == "31.2% [25.1,\u{A0}37.9]")
  }
}
