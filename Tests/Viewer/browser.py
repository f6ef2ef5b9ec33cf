"""Drives the episode viewer in Chromium through its WebDriver, as a reader would.

    python3 browser.py PAGE    exits 0 where all holds, 1 where something does not,
                               77 where Chromium, chromedriver or selenium is missing

Tests/EpisodeViewerTests/BrowserTests.swift makes the page and runs this.
"""

import re
import time

import chromium
from chromium import audit, axe, is_, main
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select


class Browser(chromium.Browser):
    """The viewer's page, with what its reader does."""

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.one(selector).text

    def press(self, *keys):
        self.driver.switch_to.active_element.send_keys(*keys)

    def slide(self, name, value):
        self.run("const e = document.getElementById(arguments[0]); e.value = arguments[1];"
                 "e.dispatchEvent(new Event('input', {bubbles: true}))", name, value)


NUMBER = r"[+−]?\d+\.\d+"


def number(text):
    """A number of the page, which has a true minus."""
    return float(text.replace("−", "-"))


def loads(page):
    """Everything shows at once, in one file: no request, no message on the console."""
    with Browser(page) as b:
        is_(not b.one("#plain").is_displayed() and b.one("#app").is_displayed(), "the app is not shown")
        is_(len(b.all("#left .card")) == 1 and len(b.all("#right .card")) == 1, "no step is shown")
        loaded = b.run("return performance.getEntriesByType('resource').map((e) => e.name)")
        is_(loaded == [], f"the page fetched {loaded}")
        back = b.one("header a[href='report.html']")
        is_(back.is_displayed() and "report" in back.text, "nothing leads back to the report")
        is_(b.messages() == [], f"the console says {b.messages()}")


def outcome(b, side):
    """ "won" or "lost": what the badge beside an agent's name says. """
    return re.search("won|lost", b.text(f"#{side} h2")).group()


def opens(page):
    """The page begins where the two sides differ: in how it ended, and in the step that is shown."""
    with Browser(page) as b:
        is_({outcome(b, "left"), outcome(b, "right")} == {"won", "lost"}, "both end alike")
        is_(b.text("#left .said code") != b.text("#right .said code"), "the same command on both sides")
        is_(len(re.findall("tells good from bad", b.text("#groups"))) == 2, "a group has no signal")
        b.one("#back").click()
        same = b.text("#left .said code") == b.text("#right .said code")
        is_(same or b.text("#step-name") == "Beginning", "it does not open at the first difference")
        game, right = b.one("#game").get_attribute("value"), b.text("#right h2")
    # What a reader chooses afterwards is not undone.
    with Browser(page) as b:
        Select(b.one("#left [data-key=left-rollout]")).select_by_index(1)
        is_(b.one("#game").get_attribute("value") == game and b.text("#right h2") == right,
            "choosing a rollout changes more than that")


def steps(page):
    """Arrow keys, Home, End, buttons and the slider step; the address follows; a screen reader is told."""
    with Browser(page) as b:
        b.press(Keys.HOME)
        is_(b.text("#step-name") == "Beginning", "Home does not go to the beginning")
        b.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        is_(b.text("#step-name").startswith("Step 2 of"), "→ does not step")
        is_("step=2" in b.driver.current_url, "the address does not follow")
        is_(b.run("return document.getElementById('live').textContent").startswith("Step 2 of"),
            "nothing is announced")
        b.press(Keys.ARROW_LEFT)
        is_(b.text("#step-name").startswith("Step 1 of"), "← does not step back")
        b.one("#forth").click()
        is_(b.text("#step-name").startswith("Step 2 of"), "the button does not step")
        is_(b.run("return document.activeElement.id") == "forth", "the button loses the focus")
        b.slide("step", 3)
        is_(b.text("#step-name").startswith("Step 3 of"), "the slider does not step")
        b.one("#end").click()
        is_(b.one("#step").get_attribute("value") == b.one("#step").get_attribute("max"), "no end")
        is_(b.messages() == [], f"the console says {b.messages()}")


def links(page):
    """A link opens the very moment it names; one that names nothing known opens the beginning of the page."""
    with Browser(page) as b:
        b.slide("step", 3)
        b.slide("alpha", 0.25)
        b.one("#filters [value=loops]").click()
        b.one("#predict").click()
        b.one("#left .quiet").click()
        b.one("#right .quiet").click()
        b.run("arguments[0].click()", b.one("[data-key=measure-loss]"))
        b.run("arguments[0].click()", b.one("#strip-right-2"))
        address = b.driver.current_url
        card = b.text("#right .thought")
    fragment = "#" + address.split("#")[1]
    with Browser(page, fragment=fragment) as b:
        is_(b.driver.current_url == address, "the address changes by opening it")
        is_(b.one("#predict").get_attribute("aria-pressed") == "true", "a link does not ask for predictions")
        is_(b.all("#right .thought") == [], "a link gives the answer away")
        ticked = [box.get_attribute("value") for box in b.all("#filters input:checked")]
        is_(ticked == ["loops"], f"a link ticks {ticked}")
        b.one("#left .quiet").click()
        b.one("#right .quiet").click()
        is_(b.text("#right .thought") == card, "another moment is shown")
        is_(b.one("#strip-right-2").get_attribute("aria-selected") == "true", "a link forgets the token")
        is_(b.one("[data-key=measure-loss]").is_selected(), "a link forgets what stands below tokens")
        # A link is a whole state: what it does not name is as at the beginning.
        b.run("location.hash = arguments[0]", re.search("game=[^&]*", address).group())
        time.sleep(.3)
        is_(b.all("#filters input:checked") == [] and b.one("#predict").get_attribute("aria-pressed") == "false"
            and b.text("#alpha-value").startswith("as trained"), "the last state stays under a new link")
    broken = "#game=none&left=a/9&step=1e9&alpha=NaN&filters=constructor+x&measure=toString&right-token=1e9"
    with Browser(page, fragment=broken) as b:
        is_(len(b.all("#left .card")) == 1, "a broken link breaks the page")
        is_(len(b.all("#strip-right-0")) == 1, "a broken link leaves no tokens")
        is_(b.messages() == [], f"the console says {b.messages()}")


def compares(page):
    """Both sides choose their agent and rollout; agents of one iteration can be the same."""
    with Browser(page) as b:
        before = b.text("#right")
        agent = Select(b.one("#left [data-key=left-play]"))
        agent.select_by_index(0)
        is_("before training" in b.text("#left"), "the left agent does not change")
        is_(b.run("return document.activeElement.dataset.key") == "left-play", "the choice loses the focus")
        Select(b.one("#left [data-key=left-rollout]")).select_by_index(4)
        is_("/5" in b.run("return decodeURIComponent(location.hash)"), "the rollout does not change")
        is_(b.text("#right") == before, "the right side changes with the left")
        b.one("#groups [data-key=group-right-2]").click()
        is_(Select(b.one("[data-key=right-rollout]")).first_selected_option.text.startswith("Rollout 3"),
            "the table does not choose a rollout")


def repeats(page):
    """A repetition links to the step it repeats."""
    with Browser(page) as b:
        rollouts = len(Select(b.one("[data-key=right-rollout]")).options)
        for rollout in range(rollouts):
            Select(b.one("[data-key=right-rollout]")).select_by_index(rollout)
            for step in range(1, int(b.one("#step").get_attribute("max")) + 1):
                b.slide("step", step)
                found = b.all("[data-key=repeat]")
                if found:
                    target = found[0].text.split()[-1]
                    found[0].click()
                    is_(b.one("#step").get_attribute("value") == target, "the link leads elsewhere")
                    return
        raise AssertionError("no repetition in this group: choose another for the test")


def recomputes(page):
    """The sliders change advantages and losses; "As trained" brings back what was recorded."""
    with Browser(page) as b:
        b.slide("step", 2)
        trained = b.text("#right .formula"), b.text("#losses")
        b.slide("alpha", 1)
        is_(b.text("#right .formula").startswith("A = outcome"), "α = 1 is not the outcome alone")
        b.slide("alpha", 0)
        is_("0.00 × outcome" in b.text("#right .formula"), "α = 0 does not leave the outcome out")
        b.slide("lambda", 0.2)
        b.slide("clip", 0.02)
        is_(b.text("#losses") != trained[1], "λ and ε change no loss")
        b.one("#reset").click()
        is_((b.text("#right .formula"), b.text("#losses")) == trained, "not as trained again")
        is_(b.messages() == [], f"the console says {b.messages()}")


def tokens(page):
    """The strip is a list box: arrow keys choose a token and do not step, and its loss is worked out."""
    with Browser(page) as b:
        b.slide("step", 1)
        strip = b.one("[data-key=strip-right]")
        b.run("arguments[0].focus()", strip)
        b.press(Keys.HOME)
        is_(b.text("#step-name").startswith("Step 1 of"), "Home in the strip leaves the step")
        first = b.text(".strip + .worked code")
        b.press(Keys.ARROW_RIGHT)
        chosen = b.run("return document.activeElement.getAttribute('aria-activedescendant')")
        is_(chosen == "strip-right-1", f"→ chooses {chosen}")
        is_(len(b.all("#strip-right-1[aria-selected=true]")) == 1, "the token is not marked as chosen")
        is_(first != "", "no token is worked out")
        for measure in ["behaviour", "advantage", "loss"]:
            choice = b.one(f"[data-key=measure-{measure}]")
            # Away from the bar that stays at the top.
            b.run("arguments[0].scrollIntoView({block: 'center'})", choice)
            choice.click()
            if measure == "advantage":
                split(b)
        is_(b.messages() == [], f"the console says {b.messages()}")


def split(b):
    """Every token of a step shows the same two parts, which make up the advantage on the step's card."""
    whole = number(re.findall(NUMBER, b.text("#right .formula"))[-1])
    shown = {token.text.split("\n")[-1] for token in b.all("[id^=strip-right-]")}
    is_(len(shown) == 1, f"tokens of one step show {shown}")
    parts = [number(part) for part in re.findall(NUMBER, shown.pop())]
    is_(len(parts) == 2, f"an advantage has {parts} in place of two parts")
    # Each is rounded to two decimals.
    is_(abs(sum(parts) - whole) < 0.016, f"{parts} make {sum(parts)}, not {whole}")
    drawn = b.all("#strip-right-0 .part.outcome, #strip-right-0 .part.step")
    is_(len(drawn) == 2, f"{len(drawn)} bars are drawn for two parts")


def keeps_to_itself(b, when):
    """Neither the group nor the losses nor the length of an episode tell the answer."""
    told = b.text("#groups") + b.text("#losses")
    words = re.findall(rf"won|lost|signal|Mean|loss|{NUMBER}", told)
    is_(words == [] and "answer" in told, f"{when} the group tells {words}")
    is_(" of " not in b.text("#step-name"), f"{when} the length of the episodes is told")
    step = int(b.one("#step").get_attribute("value"))
    for row in b.all("#timelines ol"):
        marks = len(row.find_elements(By.TAG_NAME, "li"))
        is_(marks <= step + 1, f"{when} {marks} steps are drawn")
    is_("not told yet" in b.text("#right h2"), f"{when} the outcome is told")


def predicts(page):
    """What is asked for is hidden, and nothing is told before both questions are answered."""
    with Browser(page) as b:
        b.slide("step", 2)
        command = b.text("#right .said code")
        b.one("#predict").click()
        keeps_to_itself(b, "before an answer")
        is_(b.all("#right .said") == [] and b.all("#right .formula") == [], "the answer is shown")
        options = b.all("#right .answers button")
        is_(command in [option.text for option in options], "the true command is no choice")
        next(option for option in options if option.text == command).click()
        is_(b.all("#right .formula") == [], "the sign is told before it is asked")
        b.one("#right .answers button").click()
        is_("You foresaw the command" in b.text("#right .verdict"), "no verdict")
        is_(b.text("#right .said code") == command, "the step is not shown afterwards")
        keeps_to_itself(b, "after one side's answers")
        b.one("[data-key=left-reveal]").click()
        is_(len(b.all("#left .said")) == 1, "the left side does not reveal")
        is_(len(b.all("#groups table")) == 2 and "mean loss" in b.text("#losses"), "the group stays hidden")
        b.one("#forth").click()
        keeps_to_itself(b, "at the next question")
        b.one("#first").click()
        keeps_to_itself(b, "at the beginning")
        b.one("#predict").click()
        is_(len(b.all("#groups table")) == 2, "the group stays hidden without predictions")


def shows(b, side, name):
    """Whether the episode of a side is such a one, by what the page tells of it. """
    if name == "lost":
        return outcome(b, side) == "lost"
    row = b.all("#timelines ol")[["left", "right"].index(side)]
    mark = {"loops": "repeats step", "reflection": "reflection"}[name]
    return any(mark in button.get_attribute("title") for button in row.find_elements(By.TAG_NAME, "button"))


def filtering(page):
    """Filters choose an episode that passes, in every game they leave, and nobody can choose past them."""
    with Browser(page) as b:
        every = len(b.all("#game option"))
        for name in ["lost", "loops", "reflection"]:
            box = b.one(f"#filters [value={name}]")
            is_(box.find_element(By.XPATH, "..").text.strip() == name, f"{name} is called otherwise")
            box.click()
            games = [option.get_attribute("value") for option in b.all("#game option")]
            is_(0 < len(games) < every, f"{len(games)} of {every} games pass {name}")
            is_(b.text("#matches").startswith(f"{len(games)} game"), "the count is wrong")
            for game in games:
                Select(b.one("#game")).select_by_value(game)
                passing = [side for side in ["left", "right"] if shows(b, side, name)]
                is_(passing != [], f"{name}: no side of {game} shows such an episode")
                for side in passing:
                    for option in b.all(f"[data-key={side}-rollout] option"):
                        word = {"lost": "lost in"}.get(name, name)
                        is_(option.is_enabled() == (word in option.text), f"{name}, {game}: {option.text}")
                    if not b.one("#inside").is_displayed():
                        continue
                    shut = len(b.all(f"#groups [data-key^=group-{side}]:disabled"))
                    is_(shut == len(b.all(f"[data-key={side}-rollout] option:disabled")),
                        f"{name}, {game}: {shut} rows of the group are shut")
            box.click()
        # An agent without such an episode can be compared with one that has some.
        b.one("#filters [value=lost]").click()
        Select(b.one("#game")).select_by_value("group-validation-1")
        agents = [option for option in b.all("[data-key=left-play] option") if "no such episode" in option.text]
        is_(agents != [] and all(agent.is_enabled() for agent in agents), "agents without losses")
        is_(outcome(b, "left") == "won" and outcome(b, "right") == "lost", "a loss beside a win")
        shut = [option for option in b.all("[data-key=right-play] option") if not option.is_enabled()]
        is_(len(shut) == len(agents), "the last loss can be chosen away")
        b.one("#filters [value=loops]").click()
        b.one("#filters [value=reflection]").click()
        some = len(b.all("#game option"))
        is_(0 < some < every, f"{some} of {every} games pass all filters")
        is_(b.messages() == [], f"the console says {b.messages()}")


def replays(page):
    """Beside each episode stands a command that shows it, as README calls the program, and what it costs."""
    with Browser(page) as b:
        Select(b.one("#left [data-key=left-rollout]")).select_by_index(3)
        b.one("#left .replay summary").click()
        command, told = b.text("#left .replay code"), b.text("#left .replay")
        is_(command.startswith("swift run -c release rlvmr watch ") and " --rollout 3 " in command, command)
        is_("first trains the agent" in told and "minute" in told, f"no word of training: {told}")
        chooser = Select(b.one("#game"))
        chooser.select_by_index(len(chooser.options) - 1)
        number = re.search(r"game (\d+)", chooser.first_selected_option.text).group(1)
        b.one("#left .replay summary").click()
        command, told = b.text("#left .replay code"), b.text("#left .replay")
        is_(command.startswith("swift run -c release rlvmr view ") and f" --game {number} " in command, command)
        is_("nothing is trained" in told, f"no word of training: {told}")


def evaluations(page):
    """An evaluated episode has no group, so nothing of training is shown."""
    with Browser(page) as b:
        chooser = Select(b.one("#game"))
        chooser.select_by_index(len(chooser.options) - 1)
        is_(not b.one("#inside").is_displayed(), "training is shown without a group")
        is_(b.messages() == [], f"the console says {b.messages()}")


def plays(page):
    """Playing steps by itself, until paused."""
    with Browser(page) as b:
        b.slide("step", 1)
        b.one("#play").click()
        deadline = time.time() + 10
        while not b.text("#step-name").startswith("Step 2") and time.time() < deadline:
            time.sleep(.1)
        is_(b.text("#step-name").startswith("Step 2"), "playing does not step")
        b.one("#play").click()
        is_(b.one("#play").get_attribute("aria-pressed") == "false", "it does not pause")


def plain(page):
    """Without JavaScript the pair that the page begins with stands there as text, a line for each thing told."""
    with Browser(page) as b:
        game = Select(b.one("#game")).first_selected_option.text
        shown = {side: (b.text(f"#{side} h2").splitlines()[1], outcome(b, side), b.text(f"#{side} .said code"))
                 for side in ["left", "right"]}
    for width in [1280, 320]:
        with Browser(page, width=width, scripts=False) as b:
            is_(b.one("#plain").is_displayed() and not b.one("#app").is_displayed(), "the text is not shown")
            is_(b.text("#plain h2") == game, f"{b.text('#plain h2')} in place of {game}")
            for section, (agent, end, command) in zip(b.all("#plain section"), shown.values(), strict=True):
                title = section.find_element(By.TAG_NAME, "h3").text
                is_(title.startswith(f"{agent}: {end}"), f"{title} in place of {agent}, {end}")
                is_(command in section.text, f"{command} is missing")
            for step in b.all("#plain li"):
                lines = step.text.splitlines()
                code = [line for line in lines if line.startswith("› ")]
                is_(len(code) == 1 and lines[0] != code[0], f"thought and command in one line: {lines}")
                is_(re.search(r"advantage ([+−]\d+\.\d\d|0\.00):", step.text), f"no sign: {lines[-1]}")
            for box in b.all("#plain li, #plain h3, #plain p"):
                right = box.rect["x"] + box.rect["width"]
                is_(right <= width, f"{width} wide, something reaches {right}")


def narrow(page):
    """A phone's width, also a small one's, needs no sideways scrolling."""
    for width in [390, 320]:
        with Browser(page, width=width) as b:
            def fits(what):
                wide = b.run("return document.documentElement.scrollWidth")
                is_(wide <= width, f"{what} is {wide} wide")
            for details in b.all("details summary"):
                b.run("arguments[0].click()", details)
            for step in range(0, 12):
                b.slide("step", step)
                fits(f"step {step}")
            b.run("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            fits("the command")
            b.one("#filters [value=lost]").click()
            fits("a filter")
            b.one("#predict").click()
            fits("a question")


def accessible(page):
    """axe-core finds nothing, in both schemes and widths, in the states a reader meets."""
    script = axe()
    if script is None:
        return
    for width in [1280, 390]:
        for dark in [False, True]:
            with Browser(page, width=width, dark=dark) as b:
                b.run(script)
                b.one("#legend summary").click()
                for state in ["step", "filtered", "withheld", "evaluated", "plain"]:
                    if state == "step":
                        b.slide("step", 4)
                        b.run("document.querySelectorAll('.replay').forEach((e) => { e.open = true; })")
                    if state == "filtered":
                        b.one("#filters [value=reflection]").click()
                    if state == "withheld":
                        b.one("#predict").click()
                    if state == "evaluated":
                        chooser = Select(b.one("#game"))
                        chooser.select_by_index(len(chooser.options) - 1)
                    if state == "plain":
                        b.run("document.getElementById('app').hidden = true;"
                              "document.getElementById('plain').hidden = false")
                    audit(b, f"{state}, {width} wide, dark {dark}")


main([
    loads, opens, steps, links, compares, repeats, recomputes, tokens, predicts, filtering, replays,
    evaluations, plays, plain, narrow, accessible])
