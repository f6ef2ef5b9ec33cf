import SourceText
import Testing

/// Whether two Swift sources are the same but for what a compiler skips.
private func same(_ a: String, _ b: String, in language: SourceLanguage = .swift) -> Bool {
  significantText(of: a, in: language) == significantText(of: b, in: language)
}

@Suite struct WhatIsLeftOut {
  @Test func commentsDoNotCount() {
    let plain = "let a = 1\nlet b = 2\n"
    #expect(same(plain, "// why\nlet a = 1 // one\n/// two\nlet b = 2"))
    #expect(same(plain, "/* why */ let a = 1\n/* a\n b */\nlet b = 2 /**/"))
    #expect(same(plain, "let a /* here */ = 1\nlet b = 2//"))
  }

  @Test func aCommentIsWhiteSpaceAndNotNothing() {
    #expect(significantText(of: "a/* */b") == "a b")
    #expect(significantText(of: "a//\nb") == "a\nb")
  }

  @Test func whiteSpaceDoesNotCount() {
    let plain = "func f() {\n  g( 1 )\n}"
    #expect(same(plain, "\n\nfunc   f()\t{\n\n\n\t\tg( 1 )   \n}\n\n"))
    #expect(same(plain, "func f() {\r\n  g( 1 )\r\n}\r\n"))
    #expect(significantText(of: " \n a \t b \n\n c \n ") == "a b\nc")
  }

  @Test func commentsNestInSwift() {
    #expect(significantText(of: "a /* 1 /* 2 */ still */ b") == "a b")
    #expect(significantText(of: "a /* /* /* */ */ */ b /* */ c") == "a b c")
    // The line comment opens nothing, the block comment closes at its first mark.
    #expect(significantText(of: "a // /*\nb /* // */ c") == "a\nb c")
    #expect(significantText(of: "a /*/ b */ c") == "a c")
    #expect(significantText(of: "a /* **/ b") == "a b")
  }

  @Test func commentsDoNotNestInC() {
    #expect(significantText(of: "a /* 1 /* 2 */ b", in: .c) == "a b")
  }

  @Test func aCommentOfManyLinesIsALineBreakInSwiftAndASpaceInC() {
    #expect(significantText(of: "a /* \n */ b") == "a\nb")
    #expect(significantText(of: "a /* \n */ b", in: .c) == "a b")
  }

  @Test func aLineCommentOfCGoesOnAfterABackslash() {
    #expect(significantText(of: "a // x \\\n/* y\nb", in: .c) == "a\nb")
    #expect(significantText(of: "a // x \\\ny\nb", in: .c) == "a\nb")
    #expect(significantText(of: "a // x \\\r\ny\r\nb", in: .c) == "a\nb")
    #expect(significantText(of: "a // x \\\ny\nb") == "a\ny\nb")
    #expect(significantText(of: "a // x \\", in: .c) == "a")
  }
}

@Suite struct WhatCounts {
  @Test(arguments: [
    ("let a = 1", "let a = 2"), ("a + b", "a - b"), ("a < b", "a <= b"), ("a / b", "a * b"),
    ("a / b", "a // b"), ("ab", "a b"), ("f(x)", "f (x)"), ("a -b", "a - b"),
    ("return\nx", "return x"), ("#define A\nb", "#define A b"),
  ])
  func aTokenOrOperatorCounts(_ one: String, _ other: String) {
    #expect(!same(one, other))
    #expect(!same(one, other, in: .c))
  }

  @Test(arguments: [
    #""a""#, #""a b""#, #""a  b""#, #""// a""#, #""/* a */""#, #""a \" // b""#, #""\\""#, #"" a ""#,
  ])
  func aStringIsKeptAsItIs(_ string: String) {
    for language in [SourceLanguage.swift, .c] {
      #expect(significantText(of: "x  \(string)  y // z", in: language) == "x \(string) y")
    }
  }

  @Test func aStringsContentsCount() {
    #expect(!same(#"print("a  b")"#, #"print("a b")"#))
    #expect(!same(#"print("// a")"#, #"print("// b")"#))
    #expect(!same("\"\"\"\n  a\n\"\"\"", "\"\"\"\n a\n\"\"\""))
  }

  @Test(arguments: [
    ##"#"a " // b"#"##, ##"#"a \" // b"#"##, ##"#"\#(x + "//" + #"//"#) // b"#"##,
    ###"##"a "# // b"##"###, ##"#"""#"##, ##"#"\"#"##, ##"#"a \#" // b"#"##,
  ])
  func aRawStringEndsAtItsOwnHashes(_ string: String) {
    #expect(significantText(of: "x  \(string)  y // z") == "x \(string) y")
  }

  @Test func aStringOfManyLinesIsKept() {
    let string = "\"\"\"\n  // a  \"b\" \"\" /* \n\n  \\\"\"\" // c \\\n  d\n  \"\"\""
    #expect(significantText(of: "x  \(string)  y // z") == "x \(string) y")
    let raw = "#\"\"\"\n  \"\"\" // a\n  \\(\n  \"\"\"#"
    #expect(significantText(of: "x  \(raw)  y // z") == "x \(raw) y")
  }

  @Test(arguments: [
    #""\(a + "//")""#, #""\(a + "//") // b""#, #""\(f(")")) // b""#, #""\(f(x)) // b""#,
    #""\("\("//")") // b""#, ##""\(#")"#) // b""##, #""\(a /* ) " */ + b) // c""#,
    #""\\(a) // b""#, #""\(s.contains(/\)"/)) // b""#,
  ])
  func expressionsInsideStringsAreSeenThrough(_ string: String) {
    #expect(significantText(of: "x  \(string)  y // z") == "x \(string) y")
  }

  @Test func emptyStringsEnd() {
    #expect(significantText(of: #"f("")  // a"#) == #"f("")"#)
    #expect(significantText(of: ##"f(#""#)  // a"##) == ##"f(#""#)"##)
    // Three quotes on one line of C: an empty string, then one more.
    #expect(significantText(of: #"f("""//a")  // b"#, in: .c) == #"f("""//a")"#)
  }

  @Test func charactersOfCHoldQuotes() {
    #expect(significantText(of: #"c == '"'  // a"#, in: .c) == #"c == '"'"#)
    #expect(significantText(of: #"c == '\''  // a"#, in: .c) == #"c == '\''"#)
    #expect(significantText(of: "#error don't  // a", in: .c) == "#error don't")
  }

  @Test func aStringOfCMayGoOnAfterABackslash() {
    #expect(significantText(of: "\"a \\\n  // b\"  // c", in: .c) == "\"a \\\n  // b\"")
    #expect(significantText(of: "\"a \\\r\n  // b\"  // c", in: .c) == "\"a \\\r\n  // b\"")
  }

  @Test(arguments: [
    #"x = /a"b/  // c"#, #"f(/http:\/\/a  b/)  // c"#, #"case /"/:  // c"#, "return /a'b/  // c",
    #"x = #/ a // " b/#  // c"#, ##"x = ##/a/# // b/##  // c"##, "x = #/\n  a  // b\n/#  // c",
    #"f(a, /(")/)  // c"#,
  ])
  func regularExpressionsAreKept(_ source: String) {
    #expect(significantText(of: source) == String(source.dropLast(6)))
  }

  @Test(arguments: [
    (#"a / b + "x/  // y"  // z"#, #"a / b + "x/  // y""#),
    (#"a/b + "x/  // y"  // z"#, #"a/b + "x/  // y""#),
    (#"(a)/b + "x/  // y"  // z"#, #"(a)/b + "x/  // y""#),
    (#"a!/b + "x/  // y"  // z"#, #"a!/b + "x/  // y""#),
    (#"f(1, /) + "x/  // y"  // z"#, #"f(1, /) + "x/  // y""#),
    (#"a /b + "x  // y"  // z"#, #"a /b + "x  // y""#),
  ])
  func aDivisionOpensNoRegularExpression(_ source: String, _ expected: String) {
    #expect(significantText(of: source) == expected)
  }

  @Test func namesInBackticksAreKept() {
    #expect(significantText(of: "func `a  // b`()  // c") == "func `a  // b`()")
  }

  @Test func hashesThatOpenNoStringAreCode() {
    #expect(significantText(of: "#if  A // b\n#endif") == "#if A\n#endif")
    #expect(significantText(of: "a ##  b // c", in: .c) == "a ## b")
  }

  @Test func whatHasNoEndIsKept() {
    #expect(significantText(of: "a /* b") == "a /* b")
    #expect(significantText(of: "a \"b  // c\nd // e") == "a \"b  // c\nd")
    #expect(significantText(of: "a \"\\\nd // e") == "a \"\\\nd")
    #expect(significantText(of: "\"\"\"\n  // b") == "\"\"\"\n  // b")
    #expect(significantText(of: #"a "\(b  // c"#) == #"a "\(b  // c"#)
    for source in ["\"", "\"\\", "#\"\\#", "#", "/", "`", "#/", "#/\\", "x = /a\\", "\"\"\""] {
      #expect(significantText(of: source) == source)
    }
    for source in ["\"", "\"\\", "'", "/", "'\\"] {
      #expect(significantText(of: source, in: .c) == source)
    }
  }

  @Test func lettersOutsideASCIIAreKept() {
    #expect(significantText(of: "let größe  = \"α  // β\" // γ") == "let größe = \"α  // β\"")
  }
}
