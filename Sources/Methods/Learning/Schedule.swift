import Foundation

/// Linear warm-up, then a cosine down to a tenth of the peak.
///
/// - Parameters:
///   - step: The update about to be made, from 0.
///   - steps: Number of updates in all.
///   - peak: The highest learning rate.
///   - warmup: Share of the updates that warm up.
public func warmupCosine(step: Int, of steps: Int, peak: Double, warmup: Double) -> Double {
  let warmupSteps = max(1, Int(Double(steps) * warmup))
  if step < warmupSteps { return peak * Double(step + 1) / Double(warmupSteps) }
  let progress = Double(step - warmupSteps) / Double(max(1, steps - warmupSteps))
  return peak * (0.1 + 0.45 * (1 + cos(.pi * min(1, progress))))
}
