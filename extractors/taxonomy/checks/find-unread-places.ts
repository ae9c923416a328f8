import { type Area, gazetteer, spellings } from '../../location/gazetteer.ts'
import { readPlaces } from '../../location/read-places.ts'
import { townKey, townsNamed } from '../../location/town-index.ts'
import { placeEntries } from '../place-entries.ts'
import { placePaths, type Taxonomy } from '../read-taxonomy.ts'
import type { Problem } from './problem.ts'

/** Places within an area that are tried before one of its spellings. */
const MOST_CHILDREN = 3

/**
 * Spellings of places that are never read as their place: each is tried alone, before the areas that it lies in, and
 * behind places that lie in it ("Albany, New York" makes an area of what alone is a city).
 */
export function findUnreadPlaces(places: Taxonomy['places']): Problem[] {
  return [...findUnreadSpellings(places), ...findIdleWords(places)]
}

/** Everyday words that are no place, listed or of GeoNames, so that nothing has to be told apart. */
function findIdleWords({ words }: Taxonomy['places']): Problem[] {
  const listed = new Set(spellings.map(({ text }) => text.toLowerCase()))
  return (words?.everyday ?? [])
    .filter(word => !listed.has(word) && townsNamed(townKey(word)).length === 0)
    .map(word => ({
      file: placePaths.words,
      entry: 'everyday',
      problem: `"${word}" is no place`,
      advice: 'Remove it.',
    }))
}

function findUnreadSpellings(places: Taxonomy['places']): Problem[] {
  const files = new Map(placeEntries(places).map(({ name, file }) => [name, file]))
  const children = new Map<Area, Area[]>()
  for (const area of gazetteer.values())
    if (area.within !== null) children.set(area.within, [...(children.get(area.within) ?? []), area])
  return spellings.flatMap(({ text, area }) => {
    const around = [area.within, area.within?.within].flatMap(each => (each ? [bareName(each)] : []))
    const texts = [text, ...around.map(name => `${text}, ${name}`), [text, ...around].join(', ')]
    if (texts.some(each => readPlaces([each]).places.some(({ name }) => name === area.name))) return []
    const inner = (children.get(area) ?? []).slice(0, MOST_CHILDREN)
    if (inner.some(child => readsAs(`${bareName(child)}, ${text}`, child))) return []
    const last = texts.at(-1)!
    const read = readPlaces([last]).places.map(({ path }) => path.join(' › '))
    return [
      {
        file: files.get(bareName(area)) ?? 'locations/',
        entry: area.name,
        problem: `"${text}" is never read as this place: "${last}" gives ${read.length > 0 ? read.join(' and ') : 'none'}`,
        advice: 'Remove the spelling, or tell the two places apart.',
      },
    ]
  })
}

const bareName = ({ name }: Area): string => name.replace(/ \([^()]*\)$/, '')

const readsAs = (text: string, area: Area): boolean =>
  readPlaces([text]).places.some(({ name }) => name === area.name)
