"""Reads the report's page in Chromium, wide and on a phone, in light and in dark, and on paper.

    python3 report.py PAGE [CHECK…]    exits 0 where all holds, 1 where something does not
    python3 report.py --needs          exits 77 where Chromium, chromedriver or selenium is missing

Tests/EpisodeViewerTests/ReportPageTests.swift runs this on the page of the repository.
"""

import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

MISSING = 77
ROOT = pathlib.Path(__file__).resolve().parents[2]


def missing(what, fix):
    print(f"skipped: {what} is missing; {fix}")
    sys.exit(MISSING)


try:
    from selenium import webdriver
    from selenium.webdriver.common.keys import Keys
except ImportError:
    missing("selenium", "pip install selenium")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    missing("Chromium or chromedriver", "apt-get install chromium chromium-driver")

# Every class that pandoc's highlighter gives to a piece of code, whatever the listings of today hold.
CODE = ("al an at bn bu cf ch cn co cv do dt dv er ex fl fu im in kw op ot pp sc ss st va vs wa").split()


class Browser:
    """A page in a window of some width, in a colour scheme, on a screen or as paper sees it."""

    def __init__(self, page, width=1280, dark=False, media="screen"):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
            options.add_argument(flag)
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
        self.driver.set_script_timeout(300)
        self.run = self.driver.execute_script
        command = self.driver.execute_cdp_cmd
        command("Emulation.setDeviceMetricsOverride",
                {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
        command("Emulation.setEmulatedMedia",
                {"media": media,
                 "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                              {"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.driver.get(pathlib.Path(page).resolve().as_uri())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()


def is_(condition, why):
    if not condition:
        raise AssertionError(why)


def accessible(page):
    """axe-core finds nothing in both schemes and widths, also in code of kinds that no listing has yet."""
    found = importlib.util.find_spec("axe_playwright_python")
    script = pathlib.Path(found.origin).parent / "axe.min.js" if found else None
    if script is None or not script.exists():
        print("  skipped: axe-core is missing; pip install --no-deps axe-playwright-python")
        return
    audit = ("const done = arguments[arguments.length - 1];"
             "axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations))")
    for width in [1280, 390]:
        for dark in [False, True]:
            with Browser(page, width=width, dark=dark) as b:
                is_(b.run("const code = document.querySelector('pre code.sourceCode');"
                          "for (const kind of arguments[0]) {"
                          "  const word = code.appendChild(document.createElement('span'));"
                          "  word.className = kind; word.textContent = kind + ' ' }"
                          "return code !== null", CODE), "the page has no listing")
                b.run(script.read_text(encoding="utf-8"))
                violations = b.driver.execute_async_script(audit)
                told = [(v["id"], [n["target"] for n in v["nodes"]][:3],
                         v["nodes"][0].get("failureSummary")) for v in violations]
                is_(not violations, f"{width} wide, dark {dark}: {json.dumps(told, indent=1)}")


def phone(page):
    """A phone shows figures as large as they can be read, in boxes that arrow keys scroll; the page does not."""
    with Browser(page, width=390) as b:
        wide = b.run("return document.documentElement.scrollWidth")
        is_(wide <= 390, f"the page is {wide} wide")
        widths = b.run("return [...document.querySelectorAll('.figure img')]"
                       ".map((i) => [i.getBoundingClientRect().width, i.naturalWidth])")
        is_(widths, "there is no figure")
        for shown, drawn in widths:
            is_(shown >= 640 and shown >= 0.9 * drawn, f"a figure drawn {drawn} wide is shown {shown} wide")
        first = b.run("document.documentElement.style.scrollBehavior = 'auto';"
                      "const boxes = [...document.querySelectorAll('.scroll')];"
                      "const box = boxes.find((e) => e.scrollWidth > e.clientWidth + 60);"
                      "box.scrollIntoView(); box.focus(); window.box = box;"
                      "return document.activeElement === box && box.getAttribute('aria-label')")
        is_(first, "a box that scrolls takes no focus, or has no name")
        for _ in range(3):
            b.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
        moved = b.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "setTimeout(() => done(window.box.scrollLeft), 500)")
        is_(moved > 0, f"arrow keys do not scroll {first}")


def words(page):
    """No word of code is torn in a first column, and no name in a formula is set letter by letter."""
    for width in [1280, 390]:
        with Browser(page, width=width) as b:
            torn = b.run("return [...document.querySelectorAll('td:first-child code')]"
                         ".filter((e) => !/[ -]/.test(e.textContent) && e.getClientRects().length > 1)"
                         ".map((e) => e.textContent)")
            is_(torn == [], f"torn, {width} wide: {torn}")
            is_(b.run("return document.querySelector('mstyle[mathvariant]') === null"),
                "a name in a formula is slanted")


def paper_width(page):
    """All of it is as wide as the paper at most: Chromium would shrink every sheet for one wide table."""
    # A4 less both margins, in pixels of the style sheet.
    with Browser(page, width=int((210 - 2 * 16) / 25.4 * 96), media="print") as b:
        wide = b.run("const edge = document.documentElement.clientWidth + 1;"
                     "return [...document.querySelectorAll('main *')]"
                     ".filter((e) => e.getBoundingClientRect().right > edge)"
                     ".map((e) => (e.closest('[id]') || {}).id + ' ' + e.tagName)")
        is_(wide == [], f"wider than the paper: {wide[:5]}")


def printed(page):
    """`make pdf` prints numbered pages, contents, an outline, and what readers of paper cannot unfold."""
    for program in ["make", "pdftotext"]:
        if shutil.which(program) is None:
            print(f"  skipped: {program} is missing; apt-get install make poppler-utils")
            return
    with Browser(page) as b:
        solution, headings = b.run(
            "const said = (e) => e.textContent.trim().split(/\\s+/);"
            "return [said(document.querySelector('main details p')).slice(0, 4),"
            "        [...document.querySelectorAll('main > h1')].map((e) => said(e).join(' '))]")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(page, pathlib.Path(folder) / "report.html")
        made = subprocess.run(["make", "-s", "pdf", f"REPORT={folder}"], cwd=ROOT,
                              capture_output=True, text=True)
        is_(made.returncode == 0, made.stdout + made.stderr)
        file = pathlib.Path(folder) / "report.pdf"
        is_(b"/Outlines" in file.read_bytes(), "the document has no outline")
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True).stdout
    sheets = text.split("\f")[:-1]
    is_(30 < len(sheets) < 120, f"{len(sheets)} pages")
    for number, sheet in enumerate(sheets, 1):
        last = sheet.split("\n\n")[-1].strip()
        is_(last.endswith(f"{number} / {len(sheets)}"), f"page {number} ends with {last!r}")
    is_("Contents" in sheets[0] and headings[-1] in " ".join(sheets[0].split()), "no contents")
    is_(" ".join(solution) in " ".join(text.split()), f"no solution that begins with {solution}")


CHECKS = [accessible, phone, words, paper_width, printed]


def main():
    if sys.argv[1:] == ["--needs"]:
        return
    page, wanted = sys.argv[1], sys.argv[2:]
    failures = 0
    for check in CHECKS:
        if wanted and check.__name__ not in wanted:
            continue
        try:
            check(page)
            print(f"ok {check.__name__}")
        except Exception as error:  # Every check is told, whatever breaks it.
            failures += 1
            print(f"failed {check.__name__}: {type(error).__name__}: {error}")
    sys.exit(1 if failures else 0)


main()
