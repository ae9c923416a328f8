import { type Area, gazetteer } from './gazetteer.ts'
import { outcodeFile } from './place-files.ts'
import type { PlaceWord } from './place-words.ts'

const OUTCODE = /^[A-Z]{1,2}[0-9][0-9A-Z]?$/
const INCODE = /^[0-9][A-Z]{2}$/
const WHOLE = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})$/

const areaByOutcode = new Map<string, Area>()
for (const [place, codes] of Object.entries(outcodeFile)) {
  const area = gazetteer.get(place)
  if (area === undefined) throw new Error(`taxonomy locations/uk-outcodes.yaml: unknown place "${place}"`)
  for (const code of codes.split(' ')) areaByOutcode.set(code, area)
}

/** A UK postcode among the words; `full` with its second half, without which it is only a hint beside a name. */
export interface Postcode {
  area: Area
  words: number
  full: boolean
}

/** Reads the postcode that starts at `words[at]`: `EC2A 4BX`, `ec2a4bx`, `M1` (in capitals only). */
export function postcodeAt(words: readonly PlaceWord[], at: number): Postcode | null {
  const word = words[at]
  if (word === undefined || word.text.length < 2 || word.text.length > 7) return null
  const second = word.text.charCodeAt(1)
  const third = word.text.charCodeAt(2)
  if (!(second >= 48 && second <= 57) && !(third >= 48 && third <= 57)) return null
  const code = word.raw.toUpperCase()
  const next = words[at + 1]
  if (OUTCODE.test(code)) {
    const area = areaByOutcode.get(code)
    if (area === undefined) return null
    if (next !== undefined && next.gap === 'none' && INCODE.test(next.raw.toUpperCase()))
      return { area, words: 2, full: true }
    if (code === word.raw) return { area, words: 1, full: false }
  }
  const area = areaByOutcode.get(WHOLE.exec(code)?.[1] ?? '')
  return area === undefined ? null : { area, words: 1, full: true }
}
