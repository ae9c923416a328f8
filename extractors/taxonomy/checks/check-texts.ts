import type { Problem } from './problem.ts'

const advice = 'Write it without: such a text is never met in an advert.'

/** What is wrong with the characters of one text of the taxonomy, null where nothing is. */
function textFault(text: string): string | null {
  if (text.trim() === '') return 'is empty'
  if (text !== text.trim()) return 'has white space at its edge'
  if (/\s{2}|[^\S ]/u.test(text)) return 'has white space other than single spaces'
  if (/[\p{Cc}\p{Cf}\u{FFFD}]|\p{Surrogate}/u.test(text)) return 'has an invisible or broken character'
  if (text !== text.normalize('NFC')) return 'is not in Unicode normal form C'
  return null
}

/** Texts anywhere in the data of `file`, keys included, that are empty or hold characters that adverts have not. */
export function checkTexts(file: string, data: unknown): Problem[] {
  const problems: Problem[] = []
  const look = (text: string, entry: string) => {
    const fault = textFault(text)
    if (fault) problems.push({ file, entry, problem: `${JSON.stringify(text)} ${fault}`, advice })
  }
  const walk = (value: unknown, entry: string): void => {
    if (typeof value === 'string') look(value, entry)
    else if (Array.isArray(value)) for (const item of value) walk(item, entry)
    else if (typeof value === 'object' && value !== null) {
      const { name } = value as { name?: unknown }
      const here = typeof name === 'string' ? name : entry
      for (const [key, below] of Object.entries(value)) {
        look(key, here)
        walk(below, here === '' ? key : key === 'name' ? here : `${here} › ${key}`)
      }
    }
  }
  walk(data, '')
  return problems
}
