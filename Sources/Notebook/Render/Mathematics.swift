/// The page with formulas that browsers show, and programs read, as they are meant.
///
/// pandoc sets `\mathrm{traj}` as four letters with a style that Chromium ignores: they come out
/// italic and spaced apart. One identifier of several letters is upright in every browser. And what
/// looks for a table's headers does not look into MathML: a formula alone is an empty header to it.
func readableMathematics(in page: String) -> String {
  let name = #/<mstyle mathvariant="normal">(?<letters>(?:<m[in]>[A-Za-z0-9]+</m[in]>)+)</mstyle>/#
  let header =
    #/(?<cell><th\b[^>]*>\s*)<math\b(?<formula>[^>]*>(?:(?!</math>).)*</math>)(?=\s*</th>)/#
    .dotMatchesNewlines()
  return
    page.replacing(name) { match in
      "<mi mathvariant=\"normal\">\(texts(of: match.letters).joined())</mi>"
    }
    .replacing(header) { match in
      let label = texts(of: "<math" + match.formula).joined(separator: " ")
        .replacing("\"", with: "&quot;")
      return "\(match.cell)<math aria-label=\"\(label)\"\(match.formula)"
    }
}

/// The texts between the elements, without the TeX that pandoc notes behind each formula.
private func texts(of elements: some StringProtocol) -> [Substring] {
  let shown = Substring(elements).split(separator: "<annotation", maxSplits: 1)[0]
  return shown.split(separator: "<").compactMap { piece in
    guard let end = piece.firstIndex(of: ">") else { return nil }
    let text = piece[piece.index(after: end)...]
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }
}
