/// The page around the document: pandoc's template with the style sheet in it, so that one file
/// holds everything.
let pageTemplate = """
  <!DOCTYPE html>
  <html lang="en">
  <head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta http-equiv="Content-Security-Policy" content="\(contentSecurityPolicy)">
  <meta name="color-scheme" content="light dark">
  <title>$pagetitle$</title>
  <style>
  \(styleSheet)
  $highlighting-css$
  \(darkCode)
  </style>
  </head>
  <body>
  <header>
  <h1>$title$</h1>
  $if(subtitle)$<p class="subtitle">$subtitle$</p>$endif$
  </header>
  <div class="columns">
  $if(toc)$<nav aria-label="Contents"><details open><summary>Contents</summary>
  $table-of-contents$
  </details></nav>$endif$
  <main>
  $body$
  </main>
  </div>
  </body>
  </html>
  """

/// Nothing is run, fetched or sent, whatever stands in the page: style and pictures are in it.
private let contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

private let styleSheet = """
  :root { --paper: #fdfdfb; --ink: #1f2328; --soft: #5b636d; --line: #dfe1e4; --panel: #f4f5f3;
    --link: #0058a3; --good: #00694d; --half: #8a5a00; --bad: #a83d00; --none: #5b636d; }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #16181b; --ink: #e4e6e8; --soft: #a3abb4; --line: #363b41; --panel: #202327;
      --link: #7cc0f5; --good: #4fd1a5; --half: #efb64a; --bad: #ff9261; --none: #a3abb4; }
  }
  * { box-sizing: border-box; }
  html { scroll-behavior: smooth; }
  body { margin: 0; background: var(--paper); color: var(--ink);
    font: 17px/1.62 "Source Serif 4", "Charter", Georgia, "DejaVu Serif", serif; }
  header { max-width: 70rem; margin: 0 auto; padding: 3.2rem 1.5rem 1.2rem;
    border-bottom: 1px solid var(--line); }
  h1, h2, h3, h4, nav, th, .badge, .caption, summary, .subtitle {
    font-family: "Inter", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
  h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -0.01em; scroll-margin-top: 1rem; }
  header h1 { font-size: 2.1rem; margin: 0; }
  .subtitle { color: var(--soft); margin: .5rem 0 0; }
  main h1 { font-size: 1.65rem; margin: 3rem 0 1rem; }
  main h1:first-child { margin-top: 1.5rem; }
  h2 { font-size: 1.28rem; margin: 2.2rem 0 .7rem; }
  h3 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
  a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .16em; }
  .columns { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem 5rem; display: grid;
    grid-template-columns: 14rem minmax(0, 1fr); gap: 3rem; }
  nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto;
    padding: 2rem 0; font-size: .83rem; line-height: 1.45; }
  nav summary { font-weight: 600; cursor: pointer; color: var(--soft); }
  nav ul { list-style: none; margin: .3rem 0; padding-left: .8rem; }
  nav > details > ul { padding-left: 0; }
  nav a { color: var(--soft); text-decoration: none; display: block; padding: .14rem 0; }
  nav a:hover { color: var(--link); }
  main { max-width: 48rem; min-width: 0; }
  p { margin: .9rem 0; }
  table col { width: auto !important; }
  .table { overflow-x: auto; margin: 1.6rem 0; }
  table { border-collapse: collapse; width: 100%; font-size: .88rem; line-height: 1.45;
    font-variant-numeric: tabular-nums; border-bottom: 1px solid var(--soft); }
  th { text-align: left; font-size: .8rem; font-weight: 600; border-bottom: 1px solid var(--soft);
    border-top: 1px solid var(--soft); }
  th, td { padding: .45rem .7rem; vertical-align: top; }
  tbody tr + tr td { border-top: 1px solid var(--line); }
  .caption { font-size: .83rem; line-height: 1.5; color: var(--soft); }
  .caption p { margin: .4rem 0; }
  .figure { margin: 2rem 0; }
  .figure img { display: block; width: 100%; height: auto; background: #fff; border-radius: 8px;
    border: 1px solid var(--line); padding: .4rem; }
  .ledger td:first-child { min-width: 13rem; }
  .ledger td:nth-child(2), .ledger td:nth-child(5) { white-space: nowrap; }
  .ledger td a { color: inherit; text-decoration-color: var(--line); }
  .badge { display: inline-block; font-size: .76rem; font-weight: 600; white-space: nowrap;
    border: 1px solid currentColor; border-radius: 99px; padding: .06rem .6rem; color: var(--none);
    background: color-mix(in srgb, currentColor 9%, transparent); }
  .badge.reproduced { color: var(--good); } .badge.contradicted { color: var(--bad); }
  .badge.weaker-than-the-paper, .badge.undecided { color: var(--half); }
  .callout, .claim { margin: 1.6rem 0; padding: .7rem 1.2rem; background: var(--panel);
    border-left: 4px solid var(--link); border-radius: 0 8px 8px 0; }
  .callout.warning { border-color: var(--half); } .callout.exercise { border-color: var(--soft); }
  .claim { border-color: var(--none); }
  .claim.reproduced { border-color: var(--good); }
  .claim.weaker-than-the-paper, .claim.undecided { border-color: var(--half); }
  .claim.contradicted { border-color: var(--bad); }
  .claim ul { list-style: none; padding: 0; margin: .6rem 0; } .claim li { margin: .35rem 0; }
  .claim li p { margin: 0; }
  summary { cursor: pointer; font-size: .88rem; color: var(--link); }
  code, pre { font-family: "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
  code { font-size: .84em; overflow-wrap: anywhere; }
  pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
    padding: .8rem 1rem; overflow-x: auto; font-size: .68rem; line-height: 1.5; }
  pre code { font-size: inherit; overflow-wrap: normal; }
  .listing { margin: 1.6rem 0; }
  .equation { display: flex; align-items: center; gap: 1rem; margin: 1rem 0; overflow-x: auto; }
  .equation > p:first-child { flex: 1; margin: 0; }
  .equation .number { color: var(--soft); }
  math { font-size: 1.06em; }
  @media (max-width: 56rem) {
    body { font-size: 16px; }
    header { padding-top: 1.8rem; } header h1 { font-size: 1.6rem; }
    .columns { display: block; }
    nav { position: static; padding: 1rem 0 0; max-height: none; }
  }
  @media print {
    @page { size: A4; margin: 17mm 16mm; }
    :root { --paper: #fff; --ink: #1f2328; --soft: #5b636d; --line: #dfe1e4; --panel: #f4f5f3;
      --link: #0058a3; --good: #00694d; --half: #8a5a00; --bad: #a83d00; --none: #5b636d; }
    body { font-size: 10.5pt; line-height: 1.45; }
    nav { display: none; } .columns { display: block; padding: 0; } main { max-width: none; }
    header { padding: 0 0 .6rem; }
    main > h1 { break-before: page; } main > h1:nth-of-type(-n + 2) { break-before: auto; }
    h1, h2, h3, h4, .caption { break-after: avoid; }
    .figure, .callout, .claim, .equation, tr { break-inside: avoid; }
    .table, pre, .equation { overflow: visible; }
    table { font-size: 7.6pt; } th, td { padding: .3rem .4rem; } th { font-size: 7.4pt; }
    .ledger td:first-child { min-width: 9rem; }
    pre { font-size: 7pt; white-space: pre-wrap; overflow-wrap: anywhere; }
  }
  """

/// pandoc's highlighting has colours for light paper only.
private let darkCode = """
  pre a { color: inherit; text-decoration: none; } div.sourceCode { background: none; }
  @media (prefers-color-scheme: dark) {
    code span.kw, code span.cf { color: #ff9db0 !important; }
    code span.co, code span.do { color: #9aa5b1 !important; }
    code span.st { color: #a5d6a7 !important; }
    code span.dv, code span.fl, code span.bn { color: #f5c26b !important; }
    code span.fu, code span.dt, code span.at, code span.im { color: #8ecbff !important; }
  }
  """
