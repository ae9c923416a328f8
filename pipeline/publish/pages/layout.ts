import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { HOME_PATH, relativeAddress } from '../paths.ts'
import { FILTER_SCRIPT } from './filter-script.ts'
import { STYLES } from './styles.ts'

/** Escaped HTML: everything interpolated into the `html` template is text unless it is markup already. */
export type Markup = ReturnType<typeof html>

export interface PageFrame {
  /** Where the page lies in the publication. */
  path: string
  title: string
  description: string
  /** The way up, from the home page's children down to the page itself; the last has no address. */
  trail: { label: string; path: string | null }[]
  main: Markup
  /** What the figures were made from. */
  provenance: string | null
  /** Whether the page carries the script that filters its table. */
  filter?: boolean
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing comes from a network or a neighbour file: one stylesheet and at most one script, both by their hash. */
const POLICY = `default-src 'none'; style-src ${hash(STYLES)}; img-src data:; base-uri 'none'; form-action 'none'`
const POLICY_WITH_FILTER = `${POLICY}; script-src ${hash(FILTER_SCRIPT)}`

/** A whole HTML document, self-contained, ending in a newline. */
export function renderFrame(frame: PageFrame): string {
  const policy = frame.filter ? POLICY_WITH_FILTER : POLICY
  return String(html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${frame.description}">
<meta name="referrer" content="no-referrer">
<title>${frame.title}</title>
<style>${raw(STYLES)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header class="site">${trail(frame)}</header>
<main id="main">${frame.main}</main>
<footer class="site"><p>Published by jobtide from job adverts, each vacancy counted once.${
    frame.provenance === null ? '' : ` ${frame.provenance}.`
  }</p></footer>
${frame.filter ? html`<script>${raw(FILTER_SCRIPT)}</script>` : ''}</body>
</html>
`)
}

function trail(frame: PageFrame): Markup {
  const home = relativeAddress(frame.path, HOME_PATH)
  const steps = frame.trail.map(
    step => html`<li>${step.path === null ? step.label : anchor(frame.path, step.path, step.label)}</li>`,
  )
  return html`<nav aria-label="Breadcrumb"><ol class="trail"><li>${
    frame.path === HOME_PATH ? html`<b>jobtide</b>` : html`<a class="home" href="${home}">jobtide</a>`
  }</li>${steps}</ol></nav>`
}

/** A link from one page of the publication to another. */
export function anchor(from: string, to: string, label: string): Markup {
  return html`<a href="${relativeAddress(from, to)}">${label}</a>`
}
