/** The one stylesheet, inlined into every page: a publication's file is readable wherever it is copied to. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --ink: #1d2126; --soft: #59616b; --rule: #e3dfd8; --rule-strong: #1d2126;
  --tint: #f3f0ea; --link: #0b5f66; --up: #1f6b3a; --down: #a8321f;
  --chart-line: #0b5f66; --chart-inner-band: #93c7c7; --chart-outer-band: #d5e8e6; --chart-bar: #4a9699;
  --chart-text: #59616b; --chart-grid: #e3dfd8; --chart-second: #b4551d; --chart-paper: #fdfcfa;
  --note: #fdf3e1; --note-rule: #c98a2b;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Georgia, serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181c; --ink: #e6e8ea; --soft: #a0a9b2; --rule: #2c333a; --rule-strong: #97a1ab;
    --tint: #1c2228; --link: #7cc7c9; --up: #7fcf98; --down: #f0957f;
    --chart-line: #8ed6d4; --chart-inner-band: #2f6a70; --chart-outer-band: #1f3f45; --chart-bar: #43898d;
    --chart-text: #a0a9b2; --chart-grid: #2c333a; --chart-second: #f0a36b; --chart-paper: #14181c;
    --note: #2a2318; --note-rule: #b98a3a;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 var(--sans); font-variant-numeric: tabular-nums lining-nums;
}
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em; }
td a, th a, .columns a, .names a, .inline a, .masthead a { text-decoration-color: color-mix(in srgb, currentColor 30%, transparent); }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .25rem .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.hint { color: var(--soft); font-size: .875rem; }

.masthead { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.75rem; padding: 1.1rem 0 .7rem; border-bottom: 1px solid var(--rule); }
.masthead .home { font: 700 1.125rem/1.3 var(--serif); color: inherit; text-decoration: none; }
.masthead ul { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; list-style: none; margin: 0; padding: 0; font-size: .875rem; }
.masthead li a { color: var(--soft); }
.masthead li a[aria-current] { color: var(--ink); text-decoration: none; font-weight: 600; }
.trail { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: .6rem 0 0; font-size: .8125rem; color: var(--soft); }
.trail li + li::before { content: "/"; margin: 0 .55em; color: var(--soft); opacity: .6; }
.trail a { color: inherit; }
h1 { margin: 1.5rem 0 .6rem; font: 600 clamp(1.8rem, 1.2rem + 2.6vw, 2.75rem)/1.12 var(--serif); letter-spacing: -.012em; text-wrap: balance; }
h2 { margin: 0 0 .35rem; font: 600 1.35rem/1.25 var(--serif); text-wrap: balance; }
h3 { margin: 0 0 .3rem; font: 600 1rem/1.3 var(--sans); }
.kicker { margin: 0 0 2rem; color: var(--soft); font-size: 1.0625rem; text-wrap: pretty; }
section { margin-top: 3.5rem; }
section > .hint { margin: 0 0 1rem; max-width: 44rem; text-wrap: pretty; }
section > h3 { margin: 2.25rem 0 .6rem; }
section > h2 + h3 { margin-top: .9rem; }
section > .scroll + .hint, .hint.beneath { margin: .6rem 0 0; }
.scroll + .scroll { margin-top: 1.75rem; }
.switches { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: -.75rem 0 2rem; font-size: .875rem; }
.switches div { display: flex; align-items: baseline; gap: .6rem; }
.switches .label { color: var(--soft); }
.switches ul, .pager ol { display: flex; flex-wrap: wrap; gap: .3rem; list-style: none; margin: 0; padding: 0; }
.switches a, .switches [aria-current], .pager a { display: block; padding: .12rem .65rem; border: 1px solid var(--rule); border-radius: 99px; text-decoration: none; }
.switches [aria-current], .pager [aria-current] { background: var(--tint); border-color: var(--soft); color: var(--ink); font-weight: 600; }
.switches a:hover, .pager a:hover { border-color: currentColor; }
.pager { margin-top: 1.25rem; font-size: .875rem; }
.pager[hidden] { display: none; }
.pager li { min-width: 1rem; text-align: center; }
.contents ul, .inline { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; list-style: none; margin: 0; padding: 0; }
.contents { padding: .8rem 1rem; background: var(--tint); border-radius: 4px; font-size: .9375rem; }
.names { list-style: none; margin: 0; padding: 0; columns: 17rem; column-gap: 3rem; }
.names li { padding: .28rem 0; break-inside: avoid; }
.warning { margin: 1.25rem 0; padding: .6rem .9rem; background: var(--note); border-left: 3px solid var(--note-rule); font-size: .875rem; text-wrap: pretty; }
.warning p { margin: .2rem 0; }
.mark { display: block; font-size: .75rem; }

table { width: 100%; border-collapse: collapse; }
caption { text-align: left; padding: 0 0 .6rem; font: 600 1.35rem/1.25 var(--serif); }
caption.quiet { font: 400 .875rem/1.4 var(--sans); color: var(--soft); }
th, td { padding: .42rem 0 .42rem 1rem; text-align: right; vertical-align: baseline; border-bottom: 1px solid var(--rule); white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; }
th[scope=row] { text-align: left; font-weight: 400; white-space: normal; overflow-wrap: anywhere; }
thead th { white-space: normal; font-size: .8125rem; font-weight: 400; line-height: 1.3; color: var(--soft); vertical-align: bottom; }
thead th, thead td { border-bottom-color: var(--rule-strong); }
thead th.text { text-align: left; }
td.text, th.text { text-align: left; }
td.words { white-space: normal; min-width: 14rem; overflow-wrap: anywhere; }
th wbr { display: none; }
small { display: block; font-size: .75rem; font-weight: 400; line-height: 1.3; color: var(--soft); }
th[scope=row] small { margin-top: .1rem; }
.whole { white-space: nowrap; }
table.short { max-width: 26rem; }
.up { color: var(--up); }
.down { color: var(--down); }
.none { color: var(--soft); }

.scroll th[scope=row] { min-width: 7.5rem; overflow-wrap: normal; }
.trend { table-layout: fixed; }
.trend col.figure { width: 8.8rem; }
.trend small { white-space: normal; }
.trend thead b { display: block; color: var(--ink); font-weight: 600; }
.trend td { color: var(--soft); }
.trend td:nth-of-type(1) { color: var(--ink); font-weight: 550; }
.trend td.up { color: var(--up); }
.trend td.down { color: var(--down); }
.trend .block th, .side .block th { white-space: normal; padding-top: 1.4rem; text-align: left; font-weight: 600; font-size: .875rem; border-bottom-color: var(--rule-strong); }
.trend .median th, .trend .median td, .side .median th, .side .median td, .pay .median th, .pay .median td { background: var(--tint); font-weight: 650; color: var(--ink); }

figure { margin: 0; }
figure + figure { margin-top: 3rem; }
figure + .scroll { margin-top: 1rem; }
figcaption { color: var(--soft); font-size: .875rem; margin-bottom: .6rem; max-width: 44rem; text-wrap: pretty; }
.chart { display: block; width: 100%; height: auto; font-family: var(--sans); }
.chart text { font-family: var(--sans); font-variant-numeric: tabular-nums; }
.chart.narrow { display: none; }
.key { display: inline-block; width: 1.1em; height: .7em; margin: 0 .15em 0 .1em; border-radius: 1px; background: var(--chart-inner-band); }
.key.outer { background: var(--chart-outer-band); }
.key.second { height: 3px; vertical-align: .22em; background: var(--chart-second); }
.key.mark { width: 3px; height: .95em; vertical-align: -.12em; background: var(--chart-line); }
.key.dot { width: .65em; height: .65em; border-radius: 50%; background: var(--chart-line); }
.key.band { height: 4px; vertical-align: .2em; }
.key.ring { width: .65em; height: .65em; border-radius: 50%; border: 1.5px solid var(--chart-text); background: none; }
.key.line { height: 3px; vertical-align: .22em; background: var(--chart-line); }
details { margin-top: 1.5rem; font-size: .875rem; }
summary { cursor: pointer; color: var(--link); }
details > .scroll { margin-top: .75rem; max-height: 26rem; overflow: auto; }
details .pair { margin-top: .75rem; }

.scroll { overflow-x: auto; }
.pair { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1.75rem 3rem; align-items: start; }
.pair > .scroll { margin: 0; }
.scroll + .pair { margin-top: 1.75rem; }
.positions th[scope=row] { min-width: 14rem; }
.positions td, .positions th, .benchmarks td, .benchmarks th { vertical-align: top; }
.positions td.text { white-space: normal; }
.positions .text:not(:first-child) { padding-left: 1.75rem; }
.found { list-style: none; margin: 0; padding: 0; width: 100%; }
.found li { display: flex; flex-wrap: wrap; gap: .1rem .8rem; padding: .3rem 0; border-bottom: 1px solid var(--rule); }
.found span { color: var(--soft); }
.attributions { list-style: none; margin: 0; padding: 0; }
.bars td.bar { width: 46%; padding-left: 1.5rem; }
.coverage td.bar { width: 12%; min-width: 4rem; }
.coverage th[scope=row] { min-width: 10rem; }
.bars svg, .columns svg { display: block; width: 100%; height: .6rem; fill: var(--chart-bar); }
.bars .rank, #terms .rank { width: 2.25rem; text-align: right; padding-left: 0; color: var(--soft); }
.bars .rank + th, #terms th[scope=row] { padding-left: 1rem; }
.days { display: block; width: 100%; height: .9rem; }
.days .whole, .key.days.whole { fill: var(--chart-bar); background: var(--chart-bar); }
.days .part, .key.days.part { fill: var(--chart-second); background: var(--chart-second); }
.days .none, .key.days.none { fill: var(--rule); background: var(--rule); }
.key.days { display: inline-block; width: 1.1em; height: .7em; }
.calendar td.strip { width: 40%; min-width: 12rem; padding-left: 1.5rem; vertical-align: middle; }
.calendar .scale { display: flex; justify-content: space-between; font-size: .75rem; color: var(--soft); }
.calendar tr.scale { display: table-row; }
.duties { list-style: none; margin: .6rem 0 0; padding: 0; }
.duties li { padding: .5rem .9rem; margin: .4rem 0; background: var(--note); border-left: 3px solid var(--note-rule); text-wrap: pretty; }
.duties .broken { border-left-color: var(--down); }
.duties small { margin-top: .2rem; font-size: .875rem; line-height: 1.45; }
.duties code { color: var(--ink); }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 2.25rem 3rem; align-items: start; margin-top: 1.5rem; }
.columns table { font-size: .9375rem; }
.columns th, .columns td { padding-block: .26rem; }
.columns caption { font: 600 1rem/1.3 var(--sans); padding-bottom: .35rem; border-bottom: 1px solid var(--rule-strong); }
.columns td:first-child { width: 1.9rem; text-align: left; color: var(--soft); }
.columns th[scope=row] { padding-left: 0; }
.columns td { color: var(--soft); }
.columns td.share { width: 4.6rem; color: var(--ink); }

.places { list-style: none; margin: 0; padding: 0; columns: 18rem; column-gap: 3rem; }
.places li { display: flex; justify-content: space-between; gap: 1rem; padding: .42rem 0; border-bottom: 1px solid var(--rule); break-inside: avoid; }
.places span { color: var(--soft); white-space: nowrap; }
form { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin: 0 0 1.25rem; }
form[hidden] { display: none; }
label { display: grid; gap: .2rem; font-size: .8125rem; color: var(--soft); }
input, select { font: inherit; font-size: 1rem; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 4px; padding: .4rem .6rem; min-height: 2.6rem; min-width: 14rem; max-width: 100%; }
#terms tr[hidden] { display: none; }
#terms .category { text-align: left; color: var(--soft); font-size: .8125rem; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#shown { margin: 0 0 .6rem; }
#shown:empty, #count:empty, .found:empty { display: none; }
#search { margin-bottom: 0; }
#search label { width: min(26rem, 100%); }
dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .5rem 1.5rem; font-size: .9375rem; margin: .75rem 0 0; }
dt { font-weight: 600; }
dd { margin: 0; color: var(--soft); text-wrap: pretty; }
footer.site { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft); font-size: .875rem; }

@media (max-width: 40rem) {
  body { padding-inline: 1rem; }
  section { margin-top: 2.75rem; }
  .kicker { margin-bottom: 1.5rem; font-size: 1rem; }
  th, td { padding-left: .6rem; font-size: .875rem; }
  thead th { font-size: .75rem; }
  th wbr { display: inline; }
  .trend col.figure { width: 4.5rem; }
  .trend td, .trend thead th { white-space: normal; font-size: .8125rem; padding-left: .35rem; }
  .chart.wide { display: none; }
  .chart.narrow { display: block; }
  .bars td.bar { width: 24%; padding-left: .75rem; }
  .masthead { gap: .1rem 1.25rem; }
  .masthead ul { gap: .1rem 1rem; }
  .trend td small, .side td small { font-size: .6875rem; }
  .positions .text:not(:first-child) { padding-left: .6rem; }
  .positions th[scope=row] { min-width: 9rem; }
  .side { table-layout: fixed; }
  .side td, .side thead th { white-space: normal; font-size: .8125rem; padding-left: .35rem; }
  .side th[scope=row] { min-width: 0; overflow-wrap: anywhere; }
  .scroll .side th[scope=row] { min-width: 0; }
  .bars .rank, #terms .rank { width: 1.75rem; }
  .bars .rank + th, #terms th[scope=row] { padding-left: .6rem; }
  .bars th[scope=row], #terms th[scope=row] { min-width: 7.5rem; }
  #terms .category { display: none; }
  label, input, select { width: 100%; }
  dl { grid-template-columns: 1fr; gap: .1rem; }
  dd + dt { margin-top: .6rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --rule: #ccc; --rule-strong: #000; --tint: #f2f2f2; --link: #000; --up: #000; --down: #000;
    --chart-line: #000; --chart-inner-band: #bbb; --chart-outer-band: #e4e4e4; --chart-bar: #999; --chart-text: #444; --chart-grid: #ccc; --chart-second: #666; --chart-paper: #fff; --note: #fff; }
  body { max-width: none; font-size: 10pt; padding: 0; }
  .skip, form, details, .switches, .pager, .contents, .masthead ul { display: none; }
  a { text-decoration: none; }
  tr, figure, .columns table { break-inside: avoid; }
  .chart, .bars svg, .key, .median { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  section { margin-top: 2rem; }
}
`
