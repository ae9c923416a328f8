import type { Database } from '../../../db/connection.ts'
import { type GuideScope, readTitlesBeside, type TitleQuotes } from '../../../db/queries/guide-figures.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { type Area, findTerms, type Term } from '../../../db/queries/terms.ts'
import { medianFigure } from './figures.ts'
import type { Career, TitleRow } from './guide-page.ts'
import { familyOf, levelWords } from './title-family.ts'
import { windowOf } from './window-of.ts'

/** Rows of a list of other roles. */
const MOST = 20

/** Levels, wider and narrower roles of a title, with permanent demand and pay in the page's place; null for a skill. */
export async function readCareer(
  database: Database,
  publication: Publication,
  term: Term,
  area: Area,
): Promise<Career | null> {
  const family = term.category === 'Job Titles' ? familyOf(term.name) : null
  if (!family) return null
  const { role, wider } = family
  const widest = wider.at(-1) ?? role
  // Whatever is a level, a kind or a sibling of the role is a kind of the widest one, too.
  const [root] = await findTerms(database, widest)
  const scope: GuideScope = {
    termId: (root ?? term).termId,
    areaId: area.areaId,
    ...windowOf(publication),
  }
  const titles = new Map(
    (await readTitlesBeside(database, scope, 'permanent', 'year')).map(row => [row.term, titleRow(row)]),
  )
  const rowsOf = (names: readonly string[]) => names.flatMap(name => titles.get(name) ?? [])
  const bare = [...titles.values()].filter(row => {
    const other = row.term === role ? null : familyOf(row.term)
    return other !== null && other.level === null && other.wider.includes(widest)
  })
  const narrower = (row: TitleRow) => familyOf(row.term)!.wider.includes(role)
  return {
    role,
    ladder: rungs(role).flatMap(({ level, name }) => rowsOf([name]).map(row => ({ level, ...row }))),
    wider: rowsOf(wider),
    specialised: bare.filter(narrower).slice(0, MOST),
    siblings:
      widest === role ? [] : bare.filter(row => !narrower(row) && !wider.includes(row.term)).slice(0, MOST),
  }
}

/** From the lowest level up, the bare role before the senior one. */
function rungs(role: string): { level: string | null; name: string }[] {
  const named = levelWords.map(level => ({ level: level as string | null, name: `${level} ${role}` }))
  return named.toSpliced(levelWords.indexOf('Senior'), 0, { level: null, name: role })
}

const titleRow = ({ term, vacancies, middles }: TitleQuotes): TitleRow => ({
  term,
  vacancies,
  ...medianFigure(middles),
})
