import Foundation
import LanguageModel

extension HuggingFaceExport {
  func writeWeights(to file: URL, precision: SafetensorsFile.Precision) throws {
    let own = Dictionary(uniqueKeysWithValues: agent.parameters.tensors.map { ($0.name, $0) })
    var tables: [UnsafeMutableBufferPointer<Float>] = []
    defer { for table in tables { table.deallocate() } }
    let tensors = base.parameters.tensors.map { tensor in
      if let trained = own[tensor.name] {
        return SafetensorsFile.Tensor(
          name: tensor.name, shape: tensor.shape, values: agent.parameters.view(trained))
      }
      // What the agent has in parts is a table of rows.
      let isHead = tensor.name == "lm_head.weight"
      let table = wholeTable(
        base.parameters.view(tensor),
        trained: isHead ? agent.parameters.head : agent.parameters.embedding)
      tables.append(table)
      return SafetensorsFile.Tensor(
        name: tensor.name, shape: [count, base.configuration.dimension], values: table)
    }
    // `transformers` reads no file without its format.
    try SafetensorsFile.write(
      tensors, metadata: ["format": "pt"], precision: precision, to: file)
  }

  /// The rows of all tokens; those of the pretrained table that are no token's are left out.
  ///
  /// - Parameters:
  ///   - pretrained: The base's table, [its rows, width].
  ///   - trained: The agent's table, [tokens, width].
  private func wholeTable(
    _ pretrained: UnsafeMutableBufferPointer<Float>, trained: UnsafeMutablePointer<Float>
  ) -> UnsafeMutableBufferPointer<Float> {
    let width = base.configuration.dimension
    let table = UnsafeMutableBufferPointer<Float>.allocate(capacity: count * width)
    table.initialize(repeating: 0)
    let known = tokenizer.base.count * width
    _ = table[..<known].update(fromContentsOf: pretrained[..<known])
    for token in 0..<tokenizer.count {
      let row = Int(id(of: Int32(token))) * width
      let values = UnsafeMutableBufferPointer(start: trained + token * width, count: width)
      _ = table[row..<row + width].update(fromContentsOf: values)
    }
    return table
  }
}
