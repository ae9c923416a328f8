import type { Capture } from '../../sandbox/archive.ts'
import { greenhouseList, greenhouseUrl } from '../../sandbox/formats/greenhouse.ts'
import { feed, feedUrl } from '../../sandbox/formats/rss.ts'
import { advertPage, pageUrl } from '../../sandbox/formats/schema-org.ts'
import type { Advert } from '../../sandbox/market.ts'
import { type Course, type CourseSource, daysOf, isCrawled, readableOn, sourcesOf } from './course.ts'

/** A stretch of days on which a source listed an advert, as crawls could see it. */
export interface Stretch {
  first: string
  last: string
  /** The first day on which a crawl could see that it was gone; null up to the end. */
  gone: string | null
}

/** What a year of crawls can know at most, by the market's own account. */
export interface Observable {
  /** The days on which each source could be read. */
  days: Map<string, string[]>
  /** The stretches of every advert that could be seen, by source and advert. */
  stretches: Map<CourseSource, Map<Advert, Stretch[]>>
  adverts: Set<Advert>
}

/** Goes through the course and notes what could be seen when. */
export function observe(course: Course): Observable {
  const observable: Observable = { days: new Map(), stretches: new Map(), adverts: new Set() }
  for (const source of sourcesOf(course.market)) {
    const stretches = new Map<Advert, Stretch[]>()
    const days: string[] = []
    let listed = new Set<Advert>()
    for (const day of daysOf(course)) {
      if (!isCrawled(course, source.board, day)) continue
      const readable = readableOn(course, source, day)
      if (readable === null) continue
      days.push(day)
      const now = new Set(readable)
      for (const advert of now) {
        observable.adverts.add(advert)
        const known = stretches.get(advert) ?? []
        const open = known.at(-1)
        if (open?.gone === null) open.last = day
        else known.push({ first: day, last: day, gone: null })
        stretches.set(advert, known)
      }
      for (const advert of listed) if (!now.has(advert)) stretches.get(advert)!.at(-1)!.gone = day
      listed = now
    }
    observable.days.set(source.name, days)
    observable.stretches.set(source, stretches)
  }
  return observable
}

/** The same as responses in order of time, of which each shows something new: what an archive of the course would hold. */
export function* capturesOf(course: Course, { stretches }: Observable): Generator<Capture> {
  const { market } = course
  for (const day of daysOf(course)) {
    for (const [source, ofSource] of stretches) {
      if (!isCrawled(course, source.board, day)) continue
      const readable = readableOn(course, source, day)
      if (readable === null) continue
      const fresh = readable.filter(advert => ofSource.get(advert)!.some(({ first }) => first === day))
      if (fresh.length === 0) continue
      const seenAt = `${day}T05:30:00.000Z`
      if (source.token !== null) {
        yield {
          url: greenhouseUrl(source.token),
          contentType: 'application/json; charset=utf-8',
          body: JSON.stringify(greenhouseList(market, readable)),
          seenAt,
        }
      } else if (source.board === 'jobwire') {
        const body = feed(market, readable.toReversed())
        yield { url: feedUrl, contentType: 'application/rss+xml; charset=utf-8', body, seenAt }
      } else {
        for (const advert of fresh)
          yield {
            url: pageUrl(advert),
            contentType: 'text/html; charset=utf-8',
            body: advertPage(market, advert),
            seenAt,
          }
      }
    }
  }
}
