import { extract } from '../../../extractors/extract.ts'
import type { Posting } from '../../../extractors/posting.ts'
import { collectJudgements, type Judgements, type LabelledSet } from './figures.ts'
import { type Expected, LabelledAdvert, toRawPosting } from './labelled-advert.ts'
import { matchNames, plainName } from './match-names.ts'
import { matchSkills, spellingsOf } from './match-skills.ts'
import { payErrorWeight, samePay, showPay } from './pay-labels.ts'
import { readAlone } from './read-alone.ts'
import { readCases } from './read-cases.ts'
import { readTraps } from './traps.ts'

/** What a whole advert was found to say: its postings taken together. */
interface Finding {
  /** The posting that the labels of one value are held against. */
  main: Posting
  terms: string[]
  skills: string[]
  places: { name: string; path: string[] }[]
}

/** Whole adverts: skills, title terms and places over all their roles; the other fields of the role labelled first. */
export const adverts: LabelledSet = {
  file: 'adverts.jsonl',
  evaluate(path, contest) {
    const cases = readCases(path, LabelledAdvert)
    const judgements = collectJudgements(contest)
    for (const { advert, expect } of cases) {
      const name = `${expect.title} (${advert.sourceId})`
      const raw = toRawPosting(advert)
      const postings = raw ? extract(raw) : []
      judgements.judge('read as an advert', name, postings.length > 0, () => ({
        expected: 'an advert',
        found: 'none',
        weight: 1,
      }))
      const main = mainOf(postings, expect)
      if (main) judgeAdvert(judgements, name, expect, findingOf(main, postings))
    }
    return judgements.report(cases.length)
  },
}

/** The posting whose title terms agree best with the labelled title. */
function mainOf(postings: readonly Posting[], expect: Expected): Posting | undefined {
  const wanted = plainName(expect.title)
  const named = postings.find(({ titleTerms }) => titleTerms.some(term => plainName(term) === wanted))
  return named ?? postings[0]
}

const findingOf = (main: Posting, postings: readonly Posting[]): Finding => ({
  main,
  terms: postings.flatMap(({ titleTerms }) => titleTerms),
  skills: postings.flatMap(({ skills }) => skills.map(({ name }) => name)),
  places: postings.flatMap(({ locations }) => locations),
})

function judgeAdvert(judgements: Judgements, name: string, expect: Expected, finding: Finding): void {
  const { main, terms, skills, places } = finding
  const equal = (measure: string, wanted: string | null, found: string | null) =>
    judgements.judge(measure, name, wanted === found, () => ({
      expected: wanted ?? 'none',
      found: found ?? 'none',
      weight: found === null ? 1 : 2,
    }))
  const skillMatch = matchSkills(expect.skills, skills)
  const placeMatch = matchPlaces(expect.locations, places)
  const { salary } = main
  const paid =
    samePay(expect.salary, salary) && (salary === null || salary.quoted === !expect.salary?.estimated)
  judgements.match('skills', { case: name, ...skillMatch })
  judgements.match('terms', { case: name, ...matchNames(expect.titleTerms, terms) })
  judgements.match('places', { case: name, ...placeMatch })
  judgements.judge('salary', name, paid, () => ({
    expected: showPay(expect.salary) + (expect.salary?.estimated ? ' (estimated)' : ''),
    found: showPay(salary) + (salary?.quoted === false ? ' (estimated)' : ''),
    weight: payErrorWeight(expect.salary, salary),
  }))
  equal('seniority', expect.seniority, main.seniority)
  equal('employment type', expect.employmentType, main.employmentType)
  equal('workplace', expect.workplace, main.workplace)
  equal('region', expect.region, main.region)

  const traps = readTraps(expect.traps)
  const caught = [
    ...skillMatch.wrong.filter(skill => traps.quotes(spellingsOf(skill))),
    ...placeMatch.wrong.filter(place => traps.quotes([place])),
  ]
  const spring = (measure: string, found: string[]) =>
    judgements.judge(measure, name, found.length === 0, () => ({
      expected: 'no trap',
      found: found.join(', '),
      weight: found.length,
    }))
  spring('free of word traps', caught)
  spring(
    'free of salary traps',
    !paid && salary && traps.quotesFigure([salary.min, salary.max]) ? [showPay(salary)] : [],
  )
}

/** A place is found where it, or one within it, was read; labels are read as places too: "New York, USA" is a city. */
function matchPlaces(wanted: readonly string[], found: Finding['places']) {
  const labels = wanted.map(label => ({
    label,
    names: new Set(
      [label.split(',')[0]!, ...readAlone({ locations: [label] }).locations.map(({ name }) => name)].map(
        plainName,
      ),
    ),
  }))
  const places = [...new Map(found.map(place => [place.name, place.path.map(plainName)]))]
  const within = (path: readonly string[], names: ReadonlySet<string>) => path.some(name => names.has(name))
  const isFound = ({ names }: (typeof labels)[number]) => places.some(([, path]) => within(path, names))
  const isWanted = ([, path]: (typeof places)[number]) => labels.some(({ names }) => within(path, names))
  return {
    hit: labels.filter(isFound).map(({ label }) => label),
    missed: labels.filter(wantedPlace => !isFound(wantedPlace)).map(({ label }) => label),
    accepted: places.filter(isWanted).map(([name]) => name),
    wrong: places.filter(place => !isWanted(place)).map(([name]) => name),
  }
}
