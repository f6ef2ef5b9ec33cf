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
  \(codeStyle)
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

/// Colours of text on `--panel` have a contrast of 4.5 at least, in both schemes; those of code begin
/// with `--code`.
private let lightColours = """
  --ink: #1f2328; --soft: #5b636d; --line: #dfe1e4; --panel: #f4f5f3;
  --link: #0058a3; --good: #00694d; --half: #8a5a00; --bad: #a83d00; --none: #5b636d;
  --code-word: #8f1d5c; --code-name: #0058a3; --code-text: #1d6a3b; --code-number: #8a4b00;
  --code-note: #5b636d; --code-error: #a83d00;
  """

private let styleSheet = """
  :root { --paper: #fdfdfb; \(lightColours) }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #16181b; --ink: #e4e6e8; --soft: #a3abb4; --line: #363b41; --panel: #202327;
      --link: #7cc0f5; --good: #4fd1a5; --half: #efb64a; --bad: #ff9261; --none: #a3abb4;
      --code-word: #ff9db0; --code-name: #8ecbff; --code-text: #a5d6a7; --code-number: #f5c26b;
      --code-note: #a3abb4; --code-error: #ff9261; }
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
  .table { margin: 1.6rem 0; }
  .scroll, .ledger { overflow-x: auto; }
  .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
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
  td:first-child { min-width: 5rem; }
  .phrases-1 td:first-child { min-width: 9rem; }
  .ledger td:first-child { min-width: 13rem; }
  @media screen and (min-width: 78rem) {
    .ledger { margin-right: -6rem; } .ledger table { font-size: .75rem; } .ledger th { font-size: .7rem; }
    .ledger th, .ledger td { padding: .4rem .25rem; } .ledger td:first-child { min-width: 8.5rem; }
    .ledger .badge { font-size: .72rem; padding: .06rem .45rem; }
  }
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
  td code, th code { overflow-wrap: break-word; }
  pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; margin: 0;
    padding: .8rem 1rem; width: max-content; min-width: 100%; font-size: .68rem; line-height: 1.5; }
  main > .scroll, .callout > .scroll, details > .scroll { margin: 1rem 0; }
  pre code { font-size: inherit; overflow-wrap: normal; }
  .listing { margin: 1.6rem 0; }
  .equation { display: flex; align-items: center; gap: 1rem; margin: .6rem 0; }
  .equation > .scroll { flex: 1; min-width: 0; padding: .6rem 0; overflow-y: hidden; }
  .equation p { margin: 0; }
  .equation .number { color: var(--soft); }
  /* Only a font made for mathematics says where a sub- or superscript stands. */
  math { font-size: 1.06em; font-family: "STIX Two Math", "STIX Math", "Latin Modern Math",
    "Cambria Math", "DejaVu Math TeX Gyre", math; }
  @media screen and (max-width: 56rem) {
    body { font-size: 16px; }
    header { padding-top: 1.8rem; } header h1 { font-size: 1.6rem; }
    .columns { display: block; }
    nav { position: static; padding: 1rem 0 0; max-height: none; }
    /* As large as it was drawn, so that its words can be read. */
    .figure img { width: auto; min-width: max(100%, 40rem); }
    .phrases-2 td:nth-child(2), .phrases-3 td:nth-child(3), .phrases-4 td:nth-child(4),
    .phrases-5 td:nth-child(5), .phrases-6 td:nth-child(6) { min-width: 11rem; }
  }
  @media print {
    @page { size: A4; margin: 17mm 16mm 19mm;
      @bottom-center { content: counter(page) " / " counter(pages); color: #5b636d;
        font: 8pt "Inter", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; } }
    :root { color-scheme: light; --paper: #fff; \(lightColours) }
    body { font-size: 10.5pt; line-height: 1.45; orphans: 3; widows: 3; }
    .columns { display: block; padding: 0; } main { max-width: none; }
    header { padding: 0 0 .6rem; }
    nav { position: static; max-height: none; overflow: visible; padding: .6rem 0; font-size: 8pt;
      line-height: 1.35; border-bottom: 1px solid var(--line); }
    nav > details > ul { columns: 2; column-gap: 2rem; }
    nav > details > ul > li { break-inside: avoid; margin-bottom: .3rem; }
    nav > details > ul > li > a { font-weight: 600; }
    /* Nobody can unfold paper. */
    details::details-content { content-visibility: visible; display: block; block-size: auto; }
    summary { list-style: none; font-weight: 600; break-after: avoid; }
    main > h1 { break-before: page; } main > h1:nth-of-type(-n + 2) { break-before: auto; }
    h1, h2, h3, h4, .table > .caption, .listing > .caption, thead { break-after: avoid; }
    /* What announces the next block stays with it. */
    p:has(+ .equation), p:has(+ .scroll), p:has(+ ul), .callout > p:first-child
    { break-after: avoid; }
    .figure, .claim, .equation, .short, .callout:not(:has(ul, .scroll, details)), tr, li
    { break-inside: avoid; }
    .callout ul { font-size: 8.5pt; }
    /* No row or two alone on a sheet. */
    tbody tr:nth-child(-n + 2) { break-after: avoid; }
    tbody tr:nth-last-child(-n + 2) { break-before: avoid; }
    .scroll, .ledger { overflow: visible; }
    table { font-size: 7.6pt; } th, td { padding: .3rem .4rem; } th { font-size: 7.4pt; }
    .phrases-1 td:first-child { min-width: 7rem; } .ledger td:first-child { min-width: 6.5rem; }
    /* A column a further report: as many as there are now leave no room for more than this. */
    .ledger table { font-size: 6.6pt; } .ledger th { font-size: 6.2pt; }
    .ledger th, .ledger td { padding: .3rem .2rem; } .ledger .badge { font-size: 1em; }
    pre { width: auto; font-size: 7pt; white-space: pre-wrap; overflow-wrap: anywhere; }
    pre code { orphans: 4; widows: 4; }
  }
  """

/// What pandoc's highlighter marks, in colours that can be read on `--panel` in either scheme. It
/// stands in place of pandoc's own style, which knows light paper only. What has no rule, such as
/// operators and variables, is in the colour of the text.
private let codeStyle = """
  pre a { color: inherit; text-decoration: none; }
  code .kw, code .cf, code .im, code .pp { color: var(--code-word); }
  code .kw, code .cf { font-weight: 600; }
  code .dt, code .fu, code .at, code .bu, code .ex, code .ot { color: var(--code-name); }
  code .st, code .ch, code .sc, code .ss, code .vs { color: var(--code-text); }
  code .dv, code .bn, code .fl, code .cn { color: var(--code-number); }
  code .co, code .do, code .an, code .cv, code .in { color: var(--code-note); font-style: italic; }
  code .al, code .er, code .wa { color: var(--code-error); font-weight: 600; }
  """
