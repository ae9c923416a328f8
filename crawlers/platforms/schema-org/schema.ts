import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'
import { bareTerm } from './literal.ts'
import { labelOf, textOf, textsOf } from './loose-value.ts'
import { absolute } from './page.ts'
import { placesOf } from './places.ts'
import { salaryOf } from './salary.ts'

const Loose = z.unknown().optional()

/**
 * https://schema.org/JobPosting as sites fill it in. Every field but the title is read loosely: text, a thing with a
 * name or a list of them all occur in each, and a field that makes no sense costs itself only.
 */
export const JobPosting = z.object({
  '@context': Loose,
  '@type': Loose,
  title: Loose,
  name: Loose,
  identifier: Loose,
  url: Loose,
  description: Loose,
  responsibilities: Loose,
  qualifications: Loose,
  skills: Loose,
  experienceRequirements: Loose,
  hiringOrganization: Loose,
  jobLocation: Loose,
  applicantLocationRequirements: Loose,
  jobLocationType: Loose,
  baseSalary: Loose,
  estimatedSalary: Loose,
  salaryCurrency: Loose,
  employmentType: Loose,
  datePosted: Loose,
  validThrough: Loose,
})
export type JobPosting = z.infer<typeof JobPosting>

/** @param pageUrl the page that carries the posting; its host makes the id unique over all sites */
export function draftOf(job: JobPosting, pageUrl: string): Draft {
  const url = addressOf(job, pageUrl)
  const stated = salaryOf(job.baseSalary, job.salaryCurrency)
  const estimated = stated.pay || stated.salaryText ? {} : salaryOf(job.estimatedSalary, job.salaryCurrency)
  const places = placesOf(job.jobLocation ?? []).filter(Boolean)
  return {
    sourceId: idOf(job, url, pageUrl),
    url,
    title: labelOf(job.title) ?? labelOf(job.name) ?? '',
    description: descriptionOf(job),
    company: labelOf(job.hiringOrganization),
    locations: places.length > 0 ? places : wordsOf(job.applicantLocationRequirements),
    salaryText: stated.salaryText,
    pay: stated.pay ?? (estimated.pay && { ...estimated.pay, predicted: true }),
    employmentTypes: wordsOf(job.employmentType)
      .flatMap(types => types.split(','))
      .map(bareTerm),
    workplace: wordsOf(job.jobLocationType).some(type => /telecommute/i.test(type)) ? 'remote' : undefined,
    postedAt: dateOf(job.datePosted),
    validThrough: dateOf(job.validThrough),
  }
}

const MOST_WORDS = 50
const LONGEST_WORDS = 500

/** All texts of a field that holds a word or a name each. */
const wordsOf = (value: unknown): string[] =>
  textsOf(value)
    .slice(0, MOST_WORDS)
    .map(text => text.slice(0, LONGEST_WORDS))

/** The first date of a field that can be read. */
const dateOf = (value: unknown): string | undefined =>
  [value]
    .flat(1)
    .slice(0, MOST_WORDS)
    .map(part => momentOf(typeof part === 'number' ? part : textOf(part)))
    .find(moment => moment !== undefined)

/** A name such as `jobs.example.org`. */
const hostName = /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,20}$/

/** The posting's own address where it has one; some sites put their front page there. */
function addressOf(job: JobPosting, pageUrl: string): string {
  const own = absolute(textOf(job.url) ?? '', pageUrl)
  return own !== undefined && new URL(own).pathname !== '/' ? own : pageUrl
}

/**
 * The identifier within its issuer, else the address. The issuer is the page's host, or the host that the identifier
 * names: a site that is reached under another address (a mirror, an archive) keeps the ids of its adverts.
 */
function idOf(job: JobPosting, url: string, pageUrl: string): string {
  const { host } = new URL(pageUrl)
  const thing = [job.identifier].flat(1)[0]
  const parts =
    typeof thing === 'object' && thing !== null
      ? (thing as { name?: unknown; value?: unknown })
      : { value: thing }
  const identifier = textOf(parts.value ?? thing)?.trim()
  const issuer = textOf(parts.name)?.trim().toLowerCase() ?? ''
  if (identifier && identifier.length <= 200) return `${hostName.test(issuer) ? issuer : host}:${identifier}`
  const address = new URL(url)
  for (const name of [...address.searchParams.keys()])
    if (name.startsWith('utm_')) address.searchParams.delete(name)
  return `${host}${address.pathname}${address.search}`
}

/** Some sites split the text over the fields of its parts, some repeat a part there. */
function descriptionOf(job: JobPosting): string {
  const parts = [
    job.description,
    job.responsibilities,
    job.qualifications,
    job.skills,
    job.experienceRequirements,
  ]
  const texts: string[] = []
  for (const part of parts) {
    const text = textsOf(part).join('\n')
    if (text !== '' && !texts.some(other => other.includes(text))) texts.push(text)
  }
  return texts.join('\n\n')
}
