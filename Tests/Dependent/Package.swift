// swift-tools-version: 6.1
import PackageDescription

// A package that somebody else might write: it knows this one by a git address and a version. `check.sh` puts
// the address of a clone in place.
let package = Package(
  name: "Dependent",
  dependencies: [.package(url: "ADDRESS", exact: "1.0.0")],
  targets: [
    .executableTarget(
      name: "Dependent",
      dependencies: [.product(name: "MetacognitiveRL", package: "rlvmr")])
  ]
)
