import Foundation
import Testing

/// A script that reads a page in Debian's Chromium, through its WebDriver from Python.
func viewerScript(_ name: String) -> String {
  root.appendingPathComponent("Tests/Viewer/\(name).py").path
}

/// The Python that can drive Chromium here, or why none can.
let browser: (python: URL?, missing: Comment) = {
  guard ProcessInfo.processInfo.environment["RLVMR_PAGES"] != nil else {
    return (nil, "takes a minute: `make pages-test`")
  }
  guard let python = program("python3") else { return (nil, "python3 is missing") }
  guard let needs = try? run(python, [viewerScript("report"), "--needs"]), needs.status == 0 else {
    return (nil, "Chromium, chromedriver or selenium is missing: see Tests/Viewer/chromium.py")
  }
  return (python, "")
}()
