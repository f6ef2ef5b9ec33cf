"""Reads the report's page in Chromium, wide and on a phone, in light and in dark, and on paper.

    python3 report.py PAGE [CHECK…]    exits 0 where all holds, 1 where something does not
    python3 report.py --needs          exits 77 where Chromium, chromedriver or selenium is missing

Tests/EpisodeViewerTests/ReportPageTests.swift runs this on the page of the repository.
"""

import pathlib
import shutil
import subprocess
import tempfile

from chromium import Browser, audit, axe, is_, main
from selenium.webdriver.common.keys import Keys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Every class that pandoc's highlighter gives to a piece of code, whatever the listings of today hold.
CODE = ("al an at bn bu cf ch cn co cv do dt dv er ex fl fu im in kw op ot pp sc ss st va vs wa").split()


def accessible(page):
    """axe-core finds nothing in both schemes and widths, also in code of kinds that no listing has yet."""
    script = axe()
    if script is None:
        return
    for width in [1280, 390]:
        for dark in [False, True]:
            with Browser(page, width=width, dark=dark) as b:
                is_(b.run("const code = document.querySelector('pre code.sourceCode');"
                          "for (const kind of arguments[0]) {"
                          "  const word = code.appendChild(document.createElement('span'));"
                          "  word.className = kind; word.textContent = kind + ' ' }"
                          "return code !== null", CODE), "the page has no listing")
                b.run(script)
                audit(b, f"{width} wide, dark {dark}")


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


def ledger_width(page):
    """A desk's window shows every column of the claims: one that must be scrolled to is not looked for."""
    with Browser(page, width=1280) as b:
        wide = b.run("const e = document.querySelector('.ledger'); return e.scrollWidth - e.clientWidth")
        is_(wide <= 0, f"the table of claims is {wide} wider than its place")


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


main([accessible, phone, words, ledger_width, paper_width, printed])
