import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'
import { listOf } from '../../reading/xml-body.ts'
import { draftOf as draftOfPosting, JobPosting } from '../schema-org/schema.ts'

/** A page of the site's JSON Feed (https://www.jsonfeed.org/version/1.1/). */
export const JsonFeed = z.object({
  /** The company's name. */
  title: z.string().nullish(),
  next_url: z.string().nullish(),
  items: z.array(z.unknown()),
})

export const JsonItem = z.object({
  /** A UUID; the same as the `guid` of the RSS feed. */
  id: z.string().min(1),
  title: z.string().min(1),
  url: z.string().nullish(),
  content_html: z.string().nullish(),
  date_published: z.string().nullish(),
  /** A whole JobPosting of schema.org, but for the way of working. */
  _jobposting: JobPosting.nullish().catch(undefined),
})
export type JsonItem = z.infer<typeof JsonItem>

/** @param feedUrl the feed's address, for the parts of it that are relative */
export function draftOfJson(item: JsonItem, company: string, feedUrl: string): Draft {
  const posting = item._jobposting ? draftOfPosting(item._jobposting, feedUrl) : undefined
  return {
    ...posting,
    sourceId: item.id,
    url: item.url,
    title: item.title,
    description: posting?.description || item.content_html,
    company: posting?.company || company,
    postedAt: posting?.postedAt ?? momentOf(item.date_published),
  }
}

const Channel = z.object({ title: z.string().optional(), item: z.preprocess(listOf, z.array(z.unknown())) })
/** The site's RSS feed: https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide */
export const RssFeed = z.object({ channel: Channel })

const Text = z.string().optional()
const Place = z.object({ name: Text, city: Text, country: Text })

export const RssItem = z.object({
  guid: z.string().min(1),
  title: z.string().min(1),
  link: Text,
  description: Text,
  pubDate: Text,
  /** `none`, `onsite`, `hybrid`, `temporary`, `fully` */
  remoteStatus: Text,
  locations: z
    .union([z.literal(''), z.object({ location: z.preprocess(listOf, z.array(Place)) })])
    .optional(),
})
export type RssItem = z.infer<typeof RssItem>

export function draftOfRss(item: RssItem, company: string): Draft {
  return {
    sourceId: item.guid,
    url: item.link,
    title: item.title,
    description: item.description,
    company,
    locations: item.locations ? item.locations.location.map(placeText) : undefined,
    // What nobody has set reads `none`, too.
    workplace: item.remoteStatus === 'none' ? undefined : item.remoteStatus,
    postedAt: momentOf(item.pubDate),
  }
}

/** The office's own name counts where it has no address. */
const placeText = ({ name, city, country }: z.infer<typeof Place>): string =>
  [city || name, country].filter(Boolean).join(', ')
