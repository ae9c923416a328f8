import { html } from 'hono/html'
import type { PageLinks } from '../paths.ts'
import { anchor, type Markup } from './layout.ts'

/** A page that shows the same in another way. */
export interface Choice {
  label: string
  path: string
}

/**
 * Rows of choices between pages that show the same for another type, period or place, the current one marked; choices
 * without a page are left out, and rows without a choice.
 */
export function switches(
  path: string,
  links: PageLinks,
  rows: { label: string; choices: Choice[] }[],
): Markup | string {
  const open = rows
    .map(({ label, choices }) => ({
      label,
      choices: choices.filter(choice => choice.path === path || links.has(choice.path)),
    }))
    .filter(({ choices }) => choices.length > 1)
  if (open.length === 0) return ''
  return html`<nav class="switches" aria-label="Other views">${open.map(
    ({ label, choices }) =>
      html`<div><span class="label">${label}</span><ul>${choices.map(
        choice =>
          html`<li>${
            choice.path === path
              ? html`<span aria-current="page">${choice.label}</span>`
              : anchor(path, choice.path, choice.label)
          }</li>`,
      )}</ul></div>`,
  )}</nav>`
}
