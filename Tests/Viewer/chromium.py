"""A page in Debian's Chromium, driven through its WebDriver, and how checks of it are run."""

import importlib.util
import json
import pathlib
import shutil
import sys

MISSING = 77


def missing(what, fix):
    print(f"skipped: {what} is missing; {fix}")
    sys.exit(MISSING)


try:
    from selenium import webdriver
except ImportError:
    missing("selenium", "pip install selenium")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    missing("Chromium or chromedriver", "apt-get install chromium chromium-driver")

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


class Browser:
    """A page in a window of some width, in a colour scheme, on a screen or as paper sees it."""

    def __init__(self, page, width=1280, dark=False, media="screen", scripts=True, fragment=""):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        self.driver.set_script_timeout(300)
        command = self.driver.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        command("Emulation.setEmulatedMedia",
                {"media": media,
                 "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                              {"name": "prefers-reduced-motion", "value": "reduce"}]})
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        self.driver.get(pathlib.Path(page).resolve().as_uri() + fragment)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def messages(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]


def is_(condition, why):
    if not condition:
        raise AssertionError(why)


def axe():
    """The text of axe-core; nothing, with a word of it, where it is not installed."""
    found = importlib.util.find_spec("axe_playwright_python")
    script = pathlib.Path(found.origin).parent / "axe.min.js" if found else None
    if script is None or not script.exists():
        print("  skipped: axe-core is missing; pip install --no-deps axe-playwright-python")
        return None
    return script.read_text(encoding="utf-8")


def audit(browser, where):
    """A page in which axe-core was run has no violations."""
    violations = browser.driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))")
    told = [(v["id"], [n["target"] for n in v["nodes"]][:3], v["nodes"][0].get("failureSummary"))
            for v in violations]
    is_(not violations, f"{where}: {json.dumps(told, indent=1)}")


def main(checks):
    """`PAGE [CHECK…]`: exits 0 where all holds, 1 where something does not; `--needs` tries nothing."""
    if sys.argv[1:] == ["--needs"]:
        return
    page, wanted = sys.argv[1], sys.argv[2:]
    failures = 0
    for check in checks:
        if wanted and check.__name__ not in wanted:
            continue
        try:
            check(page)
            print(f"ok {check.__name__}")
        except Exception as error:  # Every check is told, whatever breaks it.
            failures += 1
            print(f"failed {check.__name__}: {type(error).__name__}: {error}")
    sys.exit(1 if failures else 0)
