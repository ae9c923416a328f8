import type { Comparability, SourceCoverage, WindowCoverage } from './coverage.ts'
import { noCoverage } from './no-coverage.ts'

/**
 * Least share of each window's vacancies that has to come from sources observed alike in both: what the others add or
 * take away then moves a count by a tenth at most, which is less than most changes that a reader would remark on.
 */
const leastShared = 0.9

/**
 * Least share of days observed, the thinner window's of the fuller one's, and of boards in both windows, of all boards
 * in either; the shares of partial days may differ by what is left of 1. A monthly source that slips by a day across
 * the border of a half-year (5 of 6) is within it; a month without observation in a quarter (61 of 92) is not.
 */
const leastAlike = 0.8

/**
 * Most times as many vacancies that a source gives in one window as in the other. A market does not treble in a year, the
 * recovery from the spring of 2020 included; what is searched, or what an archive kept, does.
 */
const mostGrowth = 3

/** Below so many vacancies in both windows a source's growth may be chance. */
const leastForGrowth = 30

/** Sources that a reason names. */
const mostNamed = 2

/** Two windows, a year between them. */
export interface Pair {
  now: WindowCoverage
  earlier: WindowCoverage
}

/**
 * Judges whether a window may be set beside the one a year earlier. A source is observed alike in both where it was
 * looked at on about as many days, on about the same boards as far as they are known, with listings about as complete, and gave no more than
 * three times as many vacancies. One that was looked at in neither window is not: what was found of it later lacks the
 * adverts that had closed by then, the more the older the window. The windows are comparable where sources observed
 * alike speak for nearly all vacancies of both.
 * @param observedSince first day on which anything was looked at
 * @param whole the windows that tell how sources were observed, where `pair` has a part of their vacancies only
 */
export function compareWindows(pair: Pair, observedSince: string | null, whole: Pair = pair): Comparability {
  // None of a part is a count as any other, and worth what a count of the whole is.
  const now = pair.now.vacancies > 0 ? pair.now : whole.now
  const earlier = pair.earlier.vacancies > 0 ? pair.earlier : whole.earlier
  const names = new Set(
    [now, earlier, whole.now, whole.earlier].flatMap(({ sources }) => sources).map(nameOf),
  )
  const sources = [...names].sort().map(source => {
    const shareNow = share(find(now, source).vacancies, now.vacancies)
    const shareEarlier = share(find(earlier, source).vacancies, earlier.vacancies)
    const difference = differenceOf(find(whole.now, source), find(whole.earlier, source))
    return { source, shareNow, shareEarlier, weight: Math.max(shareNow ?? 0, shareEarlier ?? 0), difference }
  })
  const sharedSources = sources.filter(({ difference }) => difference === null).map(nameOf)
  const sharedIn = (window: WindowCoverage) =>
    share(
      sharedSources.reduce((total, source) => total + find(window, source).vacancies, 0),
      window.vacancies,
    )
  const [sharedNow, sharedEarlier] = [sharedIn(now), sharedIn(earlier)]
  const comparable = Math.min(sharedNow ?? 0, sharedEarlier ?? 0) >= leastShared
  const reasons: string[] = []
  const empty = [now, earlier].filter(window => window.vacancies === 0)
  for (const { endsOn } of empty) reasons.push(`no vacancies in the window to ${endsOn}`)
  if (empty.length === 0) {
    const differing = sources
      .filter(({ difference, weight }) => difference !== null && weight > 0)
      .sort((a, b) => b.weight - a.weight)
    for (const { source, shareNow, shareEarlier, difference } of differing.slice(0, mostNamed))
      reasons.push(
        `${source} (${percent(shareNow)} of the vacancies, a year earlier ${percent(shareEarlier)}) ${difference}`,
      )
    const unnamed = differing.length - mostNamed
    if (unnamed > 0) reasons.push(unnamed === 1 ? '1 more source differs' : `${unnamed} more sources differ`)
  }
  if (observedSince !== null && earlier.beginsOn < observedSince)
    reasons.push(`observation began on ${observedSince}`)
  return {
    yearsBack: now.yearsBack,
    comparable,
    reason: comparable ? null : reasons.join('; '),
    sharedSources,
    sharedNow,
    sharedEarlier,
  }
}

/** How a source was observed otherwise in the later window than in the earlier one; null where alike. */
function differenceOf(now: SourceCoverage, earlier: SourceCoverage): string | null {
  const [fewer, more] = [now.daysObserved, earlier.daysObserved].sort((a, b) => a - b) as [number, number]
  if (more === 0) return 'was found later only, observed in neither window'
  if (fewer / more < leastAlike)
    return `was observed on ${count(now.daysObserved, 'day')}, a year earlier on ${earlier.daysObserved}`
  const boards = now.boards + earlier.boards - now.boardsKept
  // An archive does not tell its boards: there the days and the number of vacancies have to tell.
  if (Math.min(now.boards, earlier.boards) > 0 && now.boardsKept / boards < leastAlike)
    return `was read from ${count(now.boards, 'board')}, a year earlier from ${earlier.boards}, ${now.boardsKept} of them the same`
  const partial = ({ partialDays, daysObserved }: SourceCoverage) => partialDays / daysObserved
  if (Math.abs(partial(now) - partial(earlier)) > 1 - leastAlike)
    return `was met in part only on ${now.partialDays} of ${count(now.daysObserved, 'day')}, a year earlier on ${earlier.partialDays} of ${earlier.daysObserved}`
  const [least, most] = [now.vacancies, earlier.vacancies].sort((a, b) => a - b) as [number, number]
  if (most >= leastForGrowth && most > mostGrowth * least)
    return `gave ${count(now.vacancies, 'vacancy')}, a year earlier ${earlier.vacancies}`
  return null
}

const nameOf = ({ source }: { source: string }): string => source
const find = ({ sources }: WindowCoverage, wanted: string): SourceCoverage =>
  sources.find(({ source }) => source === wanted) ?? noCoverage(wanted)
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
const percent = (part: number | null): string => `${Math.round(100 * (part ?? 0))} %`
const count = (number: number, noun: 'day' | 'board' | 'vacancy'): string =>
  number === 1 ? `1 ${noun}` : `${number} ${noun === 'vacancy' ? 'vacancies' : `${noun}s`}`
