import { describe, expect, it } from 'vitest'
import { candidateTerms } from '../../../../pipeline/quality/taxonomy/candidate-terms.ts'

const found = (text: string, ...known: string[]) => {
  const stretches = known
    .map(word => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length }))
    .sort((a, b) => a.start - b.start)
  return candidateTerms(text, stretches, () => {}).map(candidate => candidate.text)
}

describe('capitalised terms', () => {
  it.each([
    ['in a sentence', 'You have used Zeppelin and Quokka Streams at work.', ['Zeppelin', 'Quokka Streams']],
    [
      'in a list',
      'Tools: we like Zeppelin, Quokka/Wombat, and PyRocket',
      ['Zeppelin', 'Quokka', 'Wombat', 'PyRocket'],
    ],
    ['not the first word of a sentence', 'Zeppelin is fun. Quokka too! But we like Wombat', ['Wombat']],
    ['but a first word that has the shape of a name', 'PyRocket is fun. ABC as well', ['PyRocket', 'ABC']],
    ['of at most three words', 'We run the Grand Old Duke Of York there', []],
    ['not in a heading', 'What We Are Looking For', []],
    ['not in capitals throughout', 'WHAT WE OFFER TO YOU', []],
    ['not a label', 'For you Contract Length: 6 months', []],
    ['not within addresses, handles and tags', 'see https://Acme.example/Jobs or @Acme or #LI-Remote', []],
    [
      'without a possessive, acronyms without the plural',
      "We use Quokka's ideas and ORMs",
      ['Quokka', 'ORM'],
    ],
    ['with digits and signs', 'We use gRPC, S3Guard, Q++ and 5+ years', ['gRPC', 'S3Guard', 'Q++']],
    ['beyond ASCII', 'Wir nutzen dort Übermut gern', ['Übermut']],
  ])('%s', (_name, text, expected) => {
    expect(found(text)).toEqual(expected)
  })

  it('are parted by what is known', () => {
    expect(
      found('In our team we mostly use Kafka Zeppelin and also Quokka Docker', 'Kafka', 'Docker'),
    ).toEqual(['Zeppelin', 'Quokka'])
    expect(found('We use Zeppelin here', 'Zeppelin')).toEqual([])
  })

  it('stand where they say', () => {
    const text = 'First line\n- we run Zeppelin\nand Quokka Streams'
    for (const { text: term, start, end } of candidateTerms(text, [], () => {}))
      expect(text.slice(start, end)).toBe(term)
  })

  it('tells the words in lower case', () => {
    const words: string[] = []
    candidateTerms('We run Zeppelin\non big trains', [], word => words.push(word))
    expect(words).toEqual(['run', 'on', 'big', 'trains'])
  })

  it.each([
    ['one long word', 'A'.repeat(200_000)],
    ['one long word in lower case', 'a'.repeat(200_000)],
    ['dots', 'A.'.repeat(100_000)],
    ['capitals', 'Ab '.repeat(70_000)],
    ['addresses', 'https://'.repeat(25_000)],
    ['line breaks', '\n'.repeat(200_000)],
  ])('cost little on hostile text: %s', (_name, text) => {
    const start = performance.now()
    candidateTerms(text, [], () => {})
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
