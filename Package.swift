// swift-tools-version: 6.1
import PackageDescription

// The chapters, each a folder and a program: a new one needs its folder and a line here. Those with a number are
// bound into the report, in this order.
let chapters: [(folder: String, name: String)] = [
  "00-Primer",
  "01-Repetition",
  "02-Brittleness",
  "03-ClosingTheGap",
  "04-IsItReal",
  "OtherBalance",
  "OtherMethods",
  "OtherPairs",
  "OtherPrompts",
  "OtherRewards",
  "OtherSeeds",
  "OtherStarts",
  "OtherWeights",
].map { ($0, $0.split(separator: "-").last.map(String.init) ?? $0) }

let package = Package(
  name: "rlvmr",
  products: [
    .library(
      name: "MetacognitiveRL",
      targets: [
        "HouseholdWorld", "LanguageModel", "PretrainedModels", "MetaReasoning", "Agent", "Methods",
        "Experiments", "Statistics",
      ]),
    .executable(name: "rlvmr", targets: ["rlvmr"]),
  ],
  traits: [
    .trait(
      name: "MPI",
      description: "Several processes train one run together: needs an MPI, such as libopenmpi-dev."
    )
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // The world knows nothing of language models or training.
    .target(name: "Randomness"),
    .target(name: "HouseholdWorld", dependencies: ["Randomness"]),
    .target(name: "Statistics", dependencies: ["Randomness"]),
    .target(name: "MetaReasoning"),

    // The engine: C inner loops behind one Swift module.
    .target(name: "CKernels"),
    .target(name: "Kernels", dependencies: ["CKernels"]),
    // Processes that train one model together, as the engine sees them, and MPI where the trait asks for it.
    .target(name: "Communication"),
    .target(
      name: "CMPI",
      cSettings: [.define("RLVMR_MPI", .when(traits: ["MPI"]))],
      linkerSettings: [.linkedLibrary("mpi", .when(traits: ["MPI"]))]),
    .target(
      name: "MPI", dependencies: ["CMPI", "Communication"]),
    .target(name: "LanguageModel", dependencies: ["Communication", "Kernels", "Randomness"]),

    // Models that others trained: files read, words cut, downloads.
    .target(name: "PretrainedModels", dependencies: ["LanguageModel", "Archive", "Digests"]),

    // The agent: games, episodes, the policy and its rollouts, demonstrations.
    .target(
      name: "Agent",
      dependencies: [
        "Communication", "HouseholdWorld", "LanguageModel", "MetaReasoning", "PretrainedModels",
        "Randomness",
      ]),
    // The methods, one file each, and the loop they share. They know no files and no reports.
    .target(
      name: "Methods",
      dependencies: [
        "Agent", "Communication", "HouseholdWorld", "LanguageModel", "MetaReasoning", "Randomness",
      ]),
    // Experiments: runs that are kept, evaluation, provenance, the options of every program.
    .target(
      name: "Experiments",
      dependencies: [
        "Agent", "Communication", "Methods", "HouseholdWorld", "Kernels", "LanguageModel",
        "MetaReasoning", "PretrainedModels", "Randomness", "Statistics", "Archive", "Digests",
        "SourceText",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.copy("BaseModel")],
      plugins: ["SourceDigestPlugin"]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // What was compiled, by its digests.
    .target(name: "SourceText"),
    .target(name: "Digests", dependencies: ["COpenSSL"]),
    .executableTarget(name: "source-digest", dependencies: ["SourceText", "Digests"]),
    .plugin(
      name: "SourceDigestPlugin", capability: .buildTool(), dependencies: ["source-digest"]),

    // Runs as one file.
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "Archive", dependencies: ["CArchive"]),

    // Reports: boost stays hidden behind a plain C header.
    .target(
      name: "CGnuplot",
      linkerSettings: [
        .linkedLibrary("boost_iostreams"), .linkedLibrary("boost_filesystem"),
        .linkedLibrary("boost_system"), .linkedLibrary("util"),
      ]),
    .target(name: "Gnuplot", dependencies: ["CGnuplot"]),
    .target(name: "Notebook", dependencies: ["Gnuplot", "Statistics"]),

    // Episodes to step through: what is kept of groups, and the page.
    .target(
      name: "EpisodeViewer",
      dependencies: [
        "Agent", "Methods", "Experiments", "HouseholdWorld", "LanguageModel", "MetaReasoning",
        "Randomness", "Archive", "Digests",
      ],
      resources: [.copy("Resources")]),

    .target(
      name: "ChapterSupport",
      dependencies: [
        "Agent", "Methods", "Experiments", "MetaReasoning", "HouseholdWorld", "LanguageModel",
        "Notebook", "Statistics", "Gnuplot",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Chapters/Common"),
    .target(
      name: "Benchmarking",
      dependencies: [
        "HouseholdWorld", "Kernels", "LanguageModel", "MetaReasoning", "Randomness", "Agent",
        "Methods", "Experiments", "Gnuplot", "Notebook", "PretrainedModels",
        .product(name: "Logging", package: "swift-log"),
      ]),
    // What a report takes before it is made, and what others read of it afterwards.
    .target(
      name: "Planning",
      dependencies: [
        "Agent", "Benchmarking", "ChapterSupport", "Experiments", "Kernels", "LanguageModel",
        "MetaReasoning", "Methods",
      ]),
    .target(
      name: "Exports",
      dependencies: ["Agent", "Archive", "Digests", "Experiments", "MetaReasoning", "Methods"]),
    // A person in the agent's place.
    .target(
      name: "Playing",
      dependencies: [
        "Agent", "Experiments", "HouseholdWorld", "LanguageModel", "MetaReasoning", "Methods",
        "PretrainedModels",
      ]),
    .executableTarget(
      name: "rlvmr",
      dependencies: [
        "Benchmarking", "Planning", "Playing", "Exports", "Agent", "Communication", "Methods",
        "Experiments", "Gnuplot", "HouseholdWorld", "LanguageModel", "MPI",
        "MetaReasoning", "PretrainedModels", "Randomness", "ChapterSupport",
        "EpisodeViewer", "Notebook", "Statistics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    .testTarget(name: "HouseholdWorldTests", dependencies: ["HouseholdWorld", "Randomness"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .testTarget(name: "MetaReasoningTests", dependencies: ["MetaReasoning"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "Randomness"]),
    .testTarget(
      name: "LanguageModelTests",
      dependencies: ["LanguageModel", "Communication", "Kernels", "Randomness"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PretrainedModelsTests",
      dependencies: [
        "PretrainedModels", "LanguageModel", "Kernels", "Archive", "COpenSSL", "TestPrograms",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "AgentTests",
      dependencies: ["Agent", "HouseholdWorld", "LanguageModel", "MetaReasoning", "Randomness"]),
    .testTarget(
      name: "MethodsTests",
      dependencies: [
        "Methods", "Agent", "Communication", "HouseholdWorld", "LanguageModel", "MetaReasoning",
        "Randomness",
      ],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Experiments", "Archive", "Communication", "Kernels", "Methods", "Agent", "HouseholdWorld",
        "LanguageModel", "MetaReasoning", "PretrainedModels", "Randomness", "Statistics",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "mutants",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Tests/Mutants/Runner"),
    .testTarget(name: "MutantsTests", dependencies: ["mutants"], path: "Tests/Mutants/Tests"),
    // The readers of files from elsewhere, as functions of bytes: for the tests and for `make fuzz`.
    .target(
      name: "FuzzedReaders",
      dependencies: [
        "HouseholdWorld", "LanguageModel", "PretrainedModels", "Archive", "Experiments",
      ],
      path: "Tests/Fuzz/Readers"),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzedReaders"], path: "Tests/Fuzz/Replay"),
    .target(name: "TestPrograms", path: "Tests/Programs"),
    .testTarget(name: "SourceTextTests", dependencies: ["SourceText"]),
    .testTarget(name: "ArchiveTests", dependencies: ["Archive"]),
    .testTarget(name: "GnuplotTests", dependencies: ["Gnuplot", "TestPrograms"]),
    .testTarget(
      name: "NotebookTests", dependencies: ["Notebook", "HouseholdWorld", "TestPrograms"]),
    .testTarget(
      name: "EpisodeViewerTests",
      dependencies: [
        "EpisodeViewer", "Agent", "Archive", "Digests", "Experiments", "HouseholdWorld",
        "MetaReasoning", "Methods", "Randomness",
      ]),
    .testTarget(name: "PlanningTests", dependencies: ["Planning"]),
    // These run every program, and so find them built beside the tests; none is named here, so that the
    // tests need not wait for them to be compiled.
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "ChapterSupport", "EpisodeViewer", "Playing", "Agent", "Experiments", "HouseholdWorld",
        "Communication", "MPI",
        "MetaReasoning", "Methods", "Notebook", "PretrainedModels", "Statistics",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "ExportsTests",
      dependencies: ["Exports", "Agent", "Experiments", "HouseholdWorld", "MetaReasoning"]),
    .testTarget(
      name: "BenchmarkingTests",
      dependencies: ["Benchmarking", "Experiments", "LanguageModel", "Notebook"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c11,
  cxxLanguageStandard: .cxx17
)

for chapter in chapters {
  package.products.append(.executable(name: chapter.name, targets: [chapter.name]))
  package.targets.append(
    .executableTarget(
      name: chapter.name,
      dependencies: [
        "ChapterSupport", "Agent", "Methods", "Experiments", "MetaReasoning", "HouseholdWorld",
        "LanguageModel", "Notebook", "Statistics", "Gnuplot", "EpisodeViewer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Chapters/\(chapter.folder)"))
}

// `make exercise` adds the exercises, each a program of its checker and a file with a hole, or of the
// solution in its place ("exercise" or "solution"); nothing else is then built but what they use. They are
// no part of the package otherwise: a half-filled hole breaks no build.
if let kind = Context.environment["RLVMR_EXERCISES"] {
  let exercises: [(folder: String, uses: [Target.Dependency])] = [
    ("01-TagReward", []), ("02-GroupAdvantage", []), ("03-TagAdvantage", []),
    ("04-ByHand", ["Agent", "Methods"]), ("05-Clip", ["Methods"]), ("06-K3", ["Methods"]),
    ("07-LossMask", ["Agent"]), ("08-Repetition", ["Experiments"]),
    ("09-ClusterBootstrap", ["Statistics"]), ("10-FifthTag", []), ("11-UngameableReward", []),
    (
      "12-PredictAnArm",
      [
        "Agent", "Experiments", "HouseholdWorld", "Methods", "Statistics",
        .product(name: "Logging", package: "swift-log"),
      ]
    ),
  ]
  package.targets.removeAll {
    $0.type == .test || ($0.type == .executable && $0.name != "source-digest")
  }
  package.products = []
  package.targets.append(
    .target(
      name: "ExerciseSupport", dependencies: ["MetaReasoning", "Randomness"],
      path: "Exercises/Support"))
  for (folder, uses) in exercises {
    let others = exercises.map(\.folder).filter { $0 != folder }
    let unused = kind == "solution" ? "\(folder)/Exercise.swift" : "Solutions/\(folder).swift"
    package.targets.append(
      .executableTarget(
        name: "\(kind)-\(folder.prefix(2))",
        dependencies: ["ExerciseSupport", "MetaReasoning", "Randomness"] + uses,
        path: "Exercises",
        exclude: ["README.md", "check", "Support", unused] + others
          + others.map { "Solutions/\($0).swift" }))
  }
}

// Every module says what it uses.
for target in package.targets where ![.system, .plugin].contains(target.type) {
  target.swiftSettings = [.enableUpcomingFeature("MemberImportVisibility")]
}

// What tests compute themselves is little, and what only presents (commands, chapters, figures, pages)
// leaves the computing to the modules it calls: unoptimised these are compiled in a quarter of the time, and
// the report takes a second more to render. (Benchmarking is not among them: what it times has loops of
// its own.) The library holds none of them, so that other packages may depend on it.
let presenting =
  [
    "rlvmr", "ChapterSupport", "EpisodeViewer", "Exports", "Gnuplot", "Notebook", "Planning",
    "Playing", "mutants",
  ] + chapters.map(\.name)
for target in package.targets where target.type == .test || presenting.contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-Onone"])]
}

// `make fuzz` builds the readers with libFuzzer's counters, in a folder of its own; the variable says with
// what else: "fuzzer" or "fuzzer,address".
if let sanitizers = Context.environment["RLVMR_FUZZ"] {
  package.targets.append(
    .executableTarget(
      name: "fuzz-readers", dependencies: ["FuzzedReaders"], path: "Tests/Fuzz/Harness",
      swiftSettings: [.enableUpcomingFeature("MemberImportVisibility")],
      linkerSettings: [.unsafeFlags(["-sanitize=\(sanitizers)"])]))
  let read: Set = [
    "fuzz-readers", "FuzzedReaders", "HouseholdWorld", "LanguageModel", "PretrainedModels",
    "Archive",
    "Experiments",
  ]
  for target in package.targets where read.contains(target.name) {
    let flags = ["-sanitize=\(sanitizers)", "-parse-as-library"]
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(flags)]
  }
}

// `make sanitize` has the C and C++ targets stop at undefined behaviour; the Swift compiler has no such
// option on Linux.
if Context.environment["RLVMR_UNDEFINED"] != nil {
  let flags = ["-fsanitize=undefined", "-fno-sanitize-recover=undefined"]
  for target in package.targets where ["CKernels", "CGnuplot"].contains(target.name) {
    target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(flags)]
    target.cxxSettings = (target.cxxSettings ?? []) + [.unsafeFlags(flags)]
    target.linkerSettings =
      (target.linkerSettings ?? []) + [.unsafeFlags(["-Xclang-linker", "-fsanitize=undefined"])]
  }
}

// `make determinism` builds the program that a processor without AVX2 would run, in a folder of its own.
if Context.environment["RLVMR_PORTABLE"] != nil {
  for target in package.targets where target.name == "CKernels" {
    target.cSettings =
      (target.cSettings ?? []) + [.unsafeFlags(["-D__builtin_cpu_supports(feature)=0"])]
  }
}

// `make mutants` builds and tests the science alone, many times: what only presents results, runs
// programs or looks at the sources as text is left out, and of the rest, where the variable names a
// module, all but this module, its tests and what they need.
if let scope = Context.environment["RLVMR_SCIENCE"] {
  let leftOut = Set(
    [
      "ChapterSupport", "Benchmarking", "Planning", "Playing", "Exports", "rlvmr", "mutants",
      "MutantsTests",
      "GnuplotTests", "BenchmarkingTests", "PlanningTests", "ExportsTests", "CommandTests",
      "EpisodeViewer", "EpisodeViewerTests", "FuzzedReaders", "FuzzTests",
    ] + chapters.map(\.name))
  package.targets.removeAll { leftOut.contains($0.name) }
  package.products = []
  var needed: Set = ["\(scope)Tests"]
  while scope != "all" {
    let count = needed.count
    for target in package.targets where needed.contains(target.name) {
      for case .byNameItem(let name, _) in target.dependencies { needed.insert(name) }
      for case .plugin(let name, _) in target.plugins ?? [] { needed.insert(name) }
    }
    if needed.count == count { break }
  }
  if scope != "all" { package.targets.removeAll { !needed.contains($0.name) } }
}
