import type { Posting } from '../../extractors/posting.ts'
import type { Read, Wanted } from './extraction-task.ts'
import type { Listing } from './listing.ts'

/** Adverts that go to a thread at once; those of one listing may be more, so that its boilerplate is judged seldom. */
const MOST = { together: 48, ofOneListing: 200 }

/** Asks a thread for adverts of a listing. */
type Ask = (wanted: Wanted) => Promise<Posting[][]>

/** A listing whose words are elsewhere: what is asked for is extracted there, each advert once. */
export function listingElsewhere(read: Read & Pick<Listing, 'response'>, ask: Ask): Listing {
  const { words, ...shown } = read
  const asked: Promise<Posting[]>[] = []
  const begin = (wanted: readonly number[]) => {
    const fresh = wanted.filter(at => asked[at] === undefined)
    for (let from = 0; from < fresh.length; from += MOST.ofOneListing) {
      const part = fresh.slice(from, from + MOST.ofOneListing)
      const answer = ask({ words, wanted: part })
      for (const [place, at] of part.entries()) {
        const postings = answer.then(all => all[place]!)
        // Whoever needs it meets the error.
        postings.catch(() => {})
        asked[at] = postings
      }
    }
  }
  return {
    ...shown,
    begin,
    async extract(wanted) {
      begin(wanted)
      return Promise.all(wanted.map(at => asked[at]!))
    },
  }
}

/** Gathers what is asked for at once, so that many small listings take one way to a thread. */
export function gatherWanted(run: (wanted: Wanted[]) => Promise<Posting[][][]>): Ask {
  let waiting: { wanted: Wanted; answer: PromiseWithResolvers<Posting[][]> }[] = []
  let adverts = 0
  const send = () => {
    const sent = waiting
    waiting = []
    adverts = 0
    if (sent.length === 0) return
    run(sent.map(({ wanted }) => wanted)).then(
      postings => {
        for (const [at, { answer }] of sent.entries()) answer.resolve(postings[at]!)
      },
      error => {
        for (const { answer } of sent) answer.reject(error)
      },
    )
  }
  return wanted => {
    if (waiting.length === 0) queueMicrotask(send)
    const answer = Promise.withResolvers<Posting[][]>()
    waiting.push({ wanted, answer })
    adverts += wanted.wanted.length
    if (adverts >= MOST.together) send()
    return answer.promise
  }
}
