import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { longDate } from '../format.ts'
import {
  COMPARISONS_PATH,
  COVERAGE_PATH,
  GUIDES_PATH,
  HOME_PATH,
  METHOD_PATH,
  OPERATIONS_PATH,
  type PageLinks,
  relativeAddress,
} from '../paths.ts'
import type { Site } from './site.ts'
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
  site: Site
  /** A script of ours, and the JSON that it reads from the element `data`. */
  script?: string
  data?: unknown
}

/** The sections of the site that the head of every page leads to. */
const SECTIONS = [
  { path: GUIDES_PATH, label: 'Salary guides' },
  { path: COMPARISONS_PATH, label: 'Compare' },
  { path: METHOD_PATH, label: 'Method' },
  { path: COVERAGE_PATH, label: 'Coverage' },
]

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing comes from a network or a neighbour file: one stylesheet and at most one script, both by their hash. */
const POLICY = `default-src 'none'; style-src ${hash(STYLES)}; img-src data:; base-uri 'none'; form-action 'none'`

/** A whole HTML document, self-contained, ending in a newline. */
export function renderFrame(frame: PageFrame): string {
  const { path, site, script, data } = frame
  return String(html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}${script === undefined ? '' : `; script-src ${hash(script)}`}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${frame.description}">
<meta name="referrer" content="no-referrer">
<title>${frame.title}</title>
<style>${raw(STYLES)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header class="site">${masthead(path, site.links)}${trail(frame)}</header>
<main id="main">${frame.main}</main>
<footer class="site">${foot(path, site)}</footer>
${data === undefined ? '' : html`<script type="application/json" id="data">${raw(inlineJson(data))}</script>`}${
  script === undefined ? '' : html`<script>${raw(script)}</script>`
}</body>
</html>
`)
}

/** JSON in which nothing can end the element it stands in. */
const inlineJson = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c')

function masthead(path: string, links: PageLinks): Markup {
  const sections = SECTIONS.filter(section => links.has(section.path))
  return html`<nav class="masthead" aria-label="Site"><a class="home" href="${relativeAddress(path, HOME_PATH)}"${
    path === HOME_PATH ? html` aria-current="page"` : ''
  }>jobtide</a>${
    sections.length > 0 &&
    html`<ul>${sections.map(
      section =>
        html`<li><a href="${relativeAddress(path, section.path)}"${
          section.path === path ? html` aria-current="page"` : ''
        }>${section.label}</a></li>`,
    )}</ul>`
  }</nav>`
}

function trail({ path, trail }: PageFrame): Markup | string {
  if (trail.length === 0) return ''
  return html`<nav aria-label="Breadcrumb"><ol class="trail"><li>${anchor(path, HOME_PATH, 'Home')}</li>${trail.map(
    step =>
      html`<li>${step.path === null ? html`<span aria-current="page">${step.label}</span>` : anchor(path, step.path, step.label)}</li>`,
  )}</ol></nav>`
}

function foot(path: string, { imprint, links }: Site): Markup {
  const made = [
    ...(imprint.publication === null ? [] : [`Publication ${imprint.publication}`]),
    `as of ${longDate(imprint.asOf)}`,
    `jobtide ${imprint.code}`,
    `taxonomy ${imprint.taxonomy}`,
  ]
  return html`<p>Made by jobtide from job adverts, each vacancy counted once.</p>${
    imprint.attributions.length > 0 &&
    html`<ul class="attributions" aria-label="Sources">${imprint.attributions.map(text => html`<li>${attribution(text)}</li>`)}</ul>`
  }<p>${made.join(' · ')}${links.has(OPERATIONS_PATH) && path !== OPERATIONS_PATH ? html` · ${anchor(path, OPERATIONS_PATH, 'operations')}` : ''}</p>`
}

/** `Remote jobs from Jobicy (https://jobicy.com), each with …`: the words before the address, as a link to it. */
function attribution(text: string): Markup | string {
  const parts = /^(?<words>[^()]*) \((?<address>https?:\/\/[^()\s]+)\)/.exec(text)?.groups
  return parts ? html`<a href="${parts.address}">${parts.words}</a>` : text
}

/** A link from one page of the publication to another. */
export function anchor(from: string, to: string, label: string | Markup): Markup {
  return html`<a href="${relativeAddress(from, to)}">${label}</a>`
}

/** The label as a link to the page, or alone where the publication has no such page. */
export function linked(from: string, to: string, label: string, links: PageLinks): Markup | string {
  return links.has(to) && from !== to ? anchor(from, to, label) : label
}
