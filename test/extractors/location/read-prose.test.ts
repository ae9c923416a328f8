import { describe, expect, test } from 'vitest'
import { readPlaces } from '../../../extractors/location/read-places.ts'

const namesOf = (texts: string[], title: string, text = ''): string[] =>
  readPlaces(texts, { title, text }).places.map(({ name }) => name)

describe('places of titles and texts', () => {
  test.each([
    ['Java Developer - Leeds', ['Leeds']],
    ['Test Analyst (Bristol or Bath)', ['Bristol', 'Bath']],
    ['Support Engineer, Reading', ['Reading']],
    ['Data engineer in Skipton', ['Skipton']],
    ['Architect | Manchester | Hybrid', ['Manchester']],
    // No place, or one that is part of another name.
    ['Engineer - Mobile', ['UK']],
    ['Deal Desk Analyst', ['UK']],
    ['London Market Underwriting Analyst', ['UK']],
    ['Oxford Instruments Engineer', ['UK']],
    ['Developer - Java, Spring', ['UK']],
    ['Site Reliability Engineer - Berlin', ['UK']],
  ])('title "%s" of an advert for the UK: %j', (title, names) => {
    expect(namesOf(['UK'], title)).toEqual(names)
  })

  test.each([
    ['You will be based in our Sheffield office.', ['Sheffield']],
    ['The team works from our central Nottingham office.', ['Nottingham']],
    ['A Manchester based reseller needs you.', ['Manchester']],
    ['Our client, a Norwich-based insurer, grows.', ['Norwich']],
    ['They want a Python developer in Exeter.', ['Exeter']],
    ['This role can be based in Leeds or York.', ['Leeds', 'York']],
    ['Location: Watford\nSalary: £40k', ['Watford']],
    ['Role Analyst Location Harrogate Salary 30,000', ['Harrogate']],
    ['LOCATION - DERBY\n', ['Derby']],
    ['We are based in Hull. Location: Ely, Cambridgeshire', ['Ely']],
    // What the text says of others, of the market, of words that are no places.
    ['You will look after clients in Leeds.', ['UK']],
    ['A cloud based platform with offices in Leeds.', ['UK']],
    ['Pay is based on reading and experience.', ['UK']],
    ['Your location is up to you. London has a tube.', ['UK']],
    ['Relocation to Leeds is not needed.', ['UK']],
    ['Evidence based in its work.', ['UK']],
    ['You are interested in London.', ['UK']],
  ])('text "%s" of an advert for the UK: %j', (text, names) => {
    expect(namesOf(['UK'], 'Analyst', text)).toEqual(names)
  })

  test('a nearer place is in the region of the field, and takes its place where it lies in it', () => {
    expect(namesOf(['Hampshire, South East'], 'Developer', 'Location: Fleet, Hampshire')).toEqual(['Fleet'])
    expect(namesOf(['Lancashire'], 'Project Coordinator / Manchester')).toEqual(['Lancashire', 'Manchester'])
    expect(namesOf(['Kent'], 'Developer - Leeds', 'Based in our York office.')).toEqual(['Kent'])
    expect(namesOf(['Germany'], 'Developer', 'You join our London office.')).toEqual(['Germany'])
  })

  test('a field that names a town is not doubted, a list that holds it is taken over', () => {
    expect(namesOf(['Leeds'], 'Developer - Hull', 'based in York')).toEqual(['Leeds'])
    expect(namesOf(['Leeds'], 'Developer', 'Location: Hull')).toEqual(['Leeds'])
    expect(namesOf(['Leeds'], 'Developer', 'Location: London, Leeds or Hull')).toEqual([
      'Leeds',
      'London',
      'Hull',
    ])
  })

  test('without fields any country is read, and a remote job does not move to the seat of its firm', () => {
    expect(namesOf([], 'Developer', 'We hire a Go developer in Utrecht.')).toEqual(['Utrecht'])
    expect(namesOf([], 'Developer', 'We are based in Turin.')).toEqual(['Turin'])
    expect(namesOf(['Remote'], 'Developer', 'We are based in Turin.')).toEqual([])
    expect(namesOf(['UK - Remote'], 'Developer', 'Our Leeds office is optional.')).toEqual(['UK'])
    expect(namesOf(['Remote'], 'Developer', 'Location: Leeds')).toEqual(['Leeds'])
  })

  test.each([
    ['Leeds - '.repeat(120_000), 'based in Leeds office Location: '.repeat(30_000)],
    ['in '.repeat(300_000), 'developer in '.repeat(80_000)],
    ['London '.repeat(100_000), `our ${'central '.repeat(100_000)}Leeds office`],
    ['(', `${' '.repeat(500_000)}based${' '.repeat(500_000)}in Leeds`],
    ['x'.repeat(1_000_000), 'Location:'.repeat(110_000)],
    ['\u0000\ud800', '\ud800 based in \udc00 Leeds \u0000'],
  ])('hostile prose takes no time: %.12s', (title, text) => {
    readPlaces(['Owosso, Michigan'], { title: '', text: '' })
    const start = performance.now()
    readPlaces(['UK'], { title, text })
    readPlaces([], { title, text })
    expect(performance.now() - start).toBeLessThan(250)
  })
})
