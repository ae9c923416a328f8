import { decodeHTMLStrict } from 'entities'
import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'

const Text = z.string().optional()

/** The elements that job feeds use, whatever their prefix (`job:`, `job_listing:`, `dc:`, `tt:`), in lower case. */
export const Item = z.object({
  guid: Text,
  id: Text,
  link: Text,
  title: z.string().min(1),
  encoded: Text,
  content: Text,
  description: Text,
  summary: Text,
  pubdate: Text,
  published: Text,
  updated: Text,
  date: Text,
  expires: Text,
  validthrough: Text,
  company: Text,
  creator: Text,
  author: Text,
  location: Text,
  locations: Text,
  region: Text,
  city: Text,
  country: Text,
  salary: Text,
  type: Text,
  job_type: Text,
  jobtype: Text,
  employmenttype: Text,
  remotestatus: Text,
})
export type Item = z.infer<typeof Item>

export const TitleForm = z.enum(['role', 'company: role', 'role at company'])
export type TitleForm = z.infer<typeof TitleForm>

/** What a person says of a feed, because the feed does not. */
export interface FeedFacts {
  url: string
  company?: string | undefined
  title?: TitleForm | undefined
}

export function draftOf(item: Item, feed: FeedFacts): Draft {
  const { role, company } = titleParts(label(item.title), feed.title ?? 'role')
  return {
    sourceId: idOf(item, feed.url),
    url: item.link,
    title: role,
    description: item.encoded ?? item.content ?? item.description ?? item.summary,
    company: feed.company ?? label(item.company ?? company ?? item.creator ?? item.author ?? ''),
    locations: [label(item.location ?? item.locations ?? joined(item.city, item.region, item.country))],
    salaryText: label(item.salary ?? ''),
    employmentTypes: [item.type ?? item.job_type ?? item.jobtype ?? item.employmenttype ?? ''],
    workplace: item.remotestatus === 'none' ? undefined : item.remotestatus,
    postedAt: firstMoment(item.pubdate, item.published, item.date, item.updated),
    validThrough: firstMoment(item.expires, item.validthrough),
  }
}

/** A guid that is no address is unique within its feed only. */
function idOf(item: Item, feedUrl: string): string {
  const guid = item.guid ?? item.id
  if (guid === undefined) return item.link ?? ''
  return /^(?:https?|urn|tag):/i.test(guid) ? guid : `${new URL(feedUrl).host}:${guid}`
}

function titleParts(title: string, form: TitleForm): { role: string; company?: string } {
  const separator = form === 'company: role' ? ': ' : ' at '
  const at =
    form === 'role' ? -1 : form === 'company: role' ? title.indexOf(separator) : title.lastIndexOf(separator)
  if (at <= 0) return { role: title }
  const [before, after] = [title.slice(0, at).trim(), title.slice(at + separator.length).trim()]
  if (before === '' || after === '') return { role: title }
  return form === 'company: role' ? { role: after, company: before } : { role: before, company: after }
}

/** Feeds escape the HTML of their titles a second time. */
const label = (text: string): string => decodeHTMLStrict(text)

const joined = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ')

const firstMoment = (...values: (string | undefined)[]): string | undefined =>
  values.map(momentOf).find(Boolean)
