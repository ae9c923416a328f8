import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { load } from 'cheerio'

interface Parsed {
  ids: Set<string>
  links: string[]
  faults: string[]
}

/** What every page of a folder breaks of: policy by hash, nothing that runs or loads, links that lead somewhere. */
export function faultsOfSite(folder: string, paths: readonly string[]): string[] {
  const parsed = new Map(paths.map(path => [path, parse(readFileSync(join(folder, path), 'utf8'))]))
  return [...parsed].flatMap(([path, { links, faults }]) => [
    ...faults.map(fault => `${path}: ${fault}`),
    ...links.filter(link => !leads(path, link, parsed)).map(link => `${path}: ${link} leads nowhere`),
  ])
}

function parse(html: string): Parsed {
  const $ = load(html)
  const faults: string[] = []
  const policy = $('head > meta[http-equiv="Content-Security-Policy"]').attr('content') ?? ''
  if (!policy.startsWith("default-src 'none'") || /unsafe|\*|https?:/.test(policy))
    faults.push(`policy: ${policy}`)
  const ids = new Set<string>()
  for (const element of $('*').get()) {
    const tagName = $(element).prop('tagName')!.toLowerCase()
    const attribs = $(element).attr() ?? {}
    for (const name of Object.keys(attribs)) {
      if (/^on|^srcdoc$|^formaction$|^ping$|^background$/.test(name)) faults.push(`${tagName} has ${name}`)
      if (name === 'src') faults.push(`${tagName} loads ${attribs[name]}`)
    }
    if (/^(iframe|object|embed|base|link|frame|applet)$/.test(tagName)) faults.push(`has ${tagName}`)
    if (attribs.id !== undefined) {
      if (ids.has(attribs.id)) faults.push(`two of ${attribs.id}`)
      ids.add(attribs.id)
    }
    if (tagName === 'style' || (tagName === 'script' && attribs.type !== 'application/json')) {
      const hash = createHash('sha256').update($(element).text()).digest('base64')
      if (!policy.includes(`${tagName}-src 'sha256-${hash}'`)) faults.push(`${tagName} is not in the policy`)
    }
  }
  if ($('h1').length !== 1) faults.push(`${$('h1').length} first headings`)
  if ($('table').length !== $('table > caption').length) faults.push('a table has no caption')
  if ($('th:not([scope])').length > 0) faults.push('a heading cell has no scope')
  const links = $('a, area, [xlink\\:href], use')
    .get()
    .flatMap(({ attribs }) => [attribs.href, attribs['xlink:href']])
    .filter(link => link !== undefined)
  return { ids, links, faults }
}

function leads(from: string, link: string, pages: Map<string, Parsed>): boolean {
  // Adverts and sources are elsewhere: addresses of the web, and of nothing else.
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return /^https?:\/\/[^\s"<>]+$/.test(link)
  const [path, fragment] = link.split('#')
  const page = pages.get(path === '' ? from : posix.join(posix.dirname(from), path!))
  return page !== undefined && (fragment === undefined || page.ids.has(decodeURIComponent(fragment)))
}
