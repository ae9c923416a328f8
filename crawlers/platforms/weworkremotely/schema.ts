import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'

const Text = z.string().optional()

/** An item's elements in lower case. */
export const Item = z.object({
  /** The address of the job's page, as `link` is. */
  guid: Text,
  /** `Company: Role` */
  title: z.string().min(1),
  link: Text,
  description: Text,
  /** `Anywhere in the World`, `USA Only`, `Europe Only` … */
  region: Text,
  /** Every country of the region, each behind its flag. */
  country: Text,
  type: Text,
  pubdate: Text,
  expires_at: Text,
})
export type Item = z.infer<typeof Item>

export function draftOf(item: Item): Draft {
  const { company, role } = titleParts(item.title)
  return {
    sourceId: item.guid ?? item.link ?? '',
    url: item.link ?? item.guid,
    title: role,
    description: item.description,
    company,
    locations: placesOf(item),
    employmentTypes: [item.type ?? ''],
    workplace: 'Remote',
    postedAt: momentOf(item.pubdate),
    validThrough: momentOf(item.expires_at),
  }
}

/** An empty role is no title: the item is rejected then. */
function titleParts(title: string): { company?: string; role: string } {
  const at = title.indexOf(': ')
  if (at > 0) return { company: title.slice(0, at), role: title.slice(at + 2) }
  return title.endsWith(':') ? { company: title.slice(0, -1), role: '' } : { role: title }
}

/** The countries where they narrow the region down; those of "Anywhere" are all there are. */
function placesOf({ region = '', country = '' }: Item): string[] {
  if (/^anywhere\b/i.test(region)) return [region]
  const countries = country.split(',').map(name => name.replace(/\p{Regional_Indicator}/gu, '').trim())
  return [region, ...countries]
}
