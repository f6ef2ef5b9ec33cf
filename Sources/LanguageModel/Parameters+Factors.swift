import Kernels

/// Factorised tables: composed once a step, so that the inner loops only know plain tables.
extension Parameters {
  /// Recomputes effective rows from their parts. Does nothing without factors.
  public func composeTables() {
    guard let factors = configuration.factors else { return }
    let d = configuration.dimension
    forEachTable { table, rows in
      for token in 0..<configuration.vocabularySize {
        let row = rows + token * d
        row.update(from: base + table.classes + Int(factors.classOf[token]) * d, count: d)
        if let number = factors.number(of: token) {
          Kernel.addScaled(row, base + table.numbers + number * d, alpha: 1, count: d)
        }
        if factors.hasTokenRows {
          Kernel.addScaled(row, base + table.tokens + token * d, alpha: 1, count: d)
        }
      }
    }
  }

  /// For gradients: moves what was gathered on effective rows to the parts they are made of.
  package func distributeTableGradients() {
    guard let factors = configuration.factors else { return }
    let d = configuration.dimension
    forEachTable { table, rows in
      for token in 0..<configuration.vocabularySize {
        let row = rows + token * d
        Kernel.addScaled(
          base + table.classes + Int(factors.classOf[token]) * d, row, alpha: 1, count: d)
        if let number = factors.number(of: token) {
          Kernel.addScaled(base + table.numbers + number * d, row, alpha: 1, count: d)
        }
        if factors.hasTokenRows {
          Kernel.addScaled(base + table.tokens + token * d, row, alpha: 1, count: d)
        }
        row.update(repeating: 0, count: d)
      }
    }
  }

  private func forEachTable(
    _ body: (ParameterLayout.Table, UnsafeMutablePointer<Float>) -> Void
  ) {
    body(layout.embedding, embedding)
    if !configuration.tiesHead { body(layout.head, head) }
  }
}
