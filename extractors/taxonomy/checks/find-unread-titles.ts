import { readTitle, type TitleReading } from '../../title/read-title.ts'
import type { QualifierEntry } from '../../title/title-files.ts'
import { type Taxonomy, titlePaths } from '../read-taxonomy.ts'
import type { Problem } from './problem.ts'

/** A title that should read as its entry says: `expected` is said where it does not. */
interface Trial {
  file: string
  entry: string
  title: string
  expected: string
  holds(reading: TitleReading): boolean
}

/**
 * Entries of the title files that the grammar never yields: a title is built from every spelling of every head,
 * qualifier, level and filler, and read back.
 */
export function findUnreadTitles({ titles }: Taxonomy): Problem[] {
  const trials = [
    ...headTrials(titles),
    ...leadingTrials(titles),
    ...qualifierTrials(titles),
    ...levelTrials(titles),
    ...otherTrials(titles),
  ]
  return trials.flatMap(({ file, entry, title, expected, holds }) => {
    const reading = readTitle(title)
    if (holds(reading)) return []
    const { terms, seniority, it } = reading
    const read = `terms ${terms.length > 0 ? terms.join(', ') : 'none'}; seniority ${seniority ?? 'none'}; IT ${it ?? 'undecided'}`
    return [
      {
        file,
        entry,
        problem: `"${title}" should give ${expected}, but reads as: ${read}`,
        advice: 'Correct the entry, or the one that takes its words.',
      },
    ]
  })
}

type Titles = Taxonomy['titles']

/** A head stands alone, or behind "Software" where it is no title by itself. */
function headTrials({ heads }: Titles): Trial[] {
  const trial = (section: string, name: string, title: string, expected: string): Trial => ({
    file: titlePaths.heads,
    entry: `${section} › ${name}`,
    title,
    expected: `the term "${expected}"`,
    holds: ({ terms }) => terms.includes(expected),
  })
  return [
    ...(heads?.heads ?? []).flatMap(({ name, also, alone }) =>
      [name, ...also].map(spelling =>
        alone
          ? trial('heads', name, spelling, name)
          : trial('heads', name, `Software ${spelling}`, `Software ${name}`),
      ),
    ),
    ...(heads?.whole ?? []).flatMap(({ name, also }) =>
      [name, ...also].map(spelling => trial('whole', name, spelling, name)),
    ),
    ...Object.keys(heads?.spelledOut ?? {}).map(
      (spelling): Trial => ({
        file: titlePaths.heads,
        entry: `spelledOut › ${spelling}`,
        title: readTitle(spelling).terms.length > 0 ? spelling : `${spelling} Engineer`,
        expected: 'a role',
        holds: ({ terms, it }) => terms.length > 0 || it === false,
      }),
    ),
  ]
}

function leadingTrials({ heads }: Titles): Trial[] {
  return (heads?.leading ?? []).flatMap(({ name, also, level }) =>
    [name, ...also].map(
      (spelling): Trial => ({
        file: titlePaths.heads,
        entry: `leading › ${name}`,
        title: `${spelling} Software Engineering`,
        expected: `the term "${name} Software Engineering" and the seniority ${level}`,
        holds: ({ terms, seniority }) =>
          terms.includes(`${name} Software Engineering`) && seniority === level,
      }),
    ),
  )
}

function qualifierTrials({ qualifiers }: Titles): Trial[] {
  return (['technical', 'partly', 'technologies'] as const).flatMap(section =>
    (qualifiers?.[section] ?? []).flatMap(entry =>
      [entry.name, ...entry.also].map(spelling => qualifierTrial(section, entry, spelling)),
    ),
  )
}

/** The qualifier before the first head that it makes an IT role, else before one of any trade. */
function qualifierTrial(section: string, entry: QualifierEntry, spelling: string): Trial {
  const heads = entry.with?.length ? entry.with : [section === 'partly' ? 'Manager' : 'Engineer']
  const made = entry.with?.length !== 0
  const head = heads.find(name => !name.endsWith(' of')) ?? heads[0]!
  const leads = head.endsWith(' of')
  const term = leads ? `${head} ${entry.name}` : `${entry.name} ${head}`
  return {
    file: titlePaths.qualifiers,
    entry: `${section} › ${entry.name}`,
    title: leads ? `${head} ${spelling}` : `${spelling} ${head}`,
    expected: entry.silent ? 'an IT role' : `the term "${term}"${made ? ' as an IT role' : ''}`,
    holds: ({ terms, it }) => (entry.silent || terms.includes(term)) && (!made || it === true),
  }
}

function levelTrials({ levels }: Titles): Trial[] {
  const file = titlePaths.levels
  const role = 'Software Engineer'
  return [
    ...(levels?.levels ?? []).flatMap(({ level, term, words }) =>
      words.map((word): Trial => {
        const whole = term === undefined ? role : `${term} ${role}`
        return {
          file,
          entry: `levels › ${term ?? level}`,
          title: `${word} ${role}`,
          expected: `the term "${whole}" and the seniority ${level}`,
          holds: ({ terms, seniority }) => terms.includes(whole) && seniority === level,
        }
      }),
    ),
    ...Object.entries(levels?.grades ?? {}).map(
      ([grade, level]): Trial => ({
        file,
        entry: `grades › ${grade}`,
        title: `${role} ${grade.toUpperCase()}`,
        expected: `the seniority ${level}`,
        holds: ({ seniority }) => seniority === level,
      }),
    ),
    ...(levels?.fillers ?? []).map(
      (filler): Trial => ({
        file,
        entry: `fillers › ${filler}`,
        title: `${filler} ${role}`,
        expected: `the term "${role}" and no seniority`,
        holds: ({ terms, seniority }) => terms[0] === role && seniority === null,
      }),
    ),
    ...(levels?.notLevels ?? []).map(
      (phrase): Trial => ({
        file,
        entry: `notLevels › ${phrase}`,
        title: phrase,
        expected: 'no seniority',
        holds: ({ seniority }) => seniority === null,
      }),
    ),
  ]
}

/** Roles and fields of other trades. */
function otherTrials({ otherRoles }: Titles): Trial[] {
  const trial = (section: string, word: string, title: string): Trial => ({
    file: titlePaths.otherRoles,
    entry: `${section} › ${word}`,
    title,
    expected: 'a role outside of IT',
    holds: ({ it }) => it === false,
  })
  return [
    ...(otherRoles?.roles ?? []).map(role => trial('roles', role, role)),
    ...(otherRoles?.fields ?? []).map(field => trial('fields', field, `${field} engineer`)),
  ]
}
