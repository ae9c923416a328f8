import { describe, expect, it } from 'vitest'
import { readConfigurationFile } from '../../pipeline/configuration-file.ts'

const read = (lines: readonly string[], environment: Record<string, string> = {}) =>
  readConfigurationFile(lines.join('\n'), environment)

/** Where a text begins in the lines, as `line:column`. */
function placeOf(lines: readonly string[], text: string): string {
  const line = lines.findIndex(each => each.includes(text))
  return `${line + 1}:${lines[line]!.indexOf(text) + 1}`
}

describe('every bad value is told by its line and column, and what may have been meant', () => {
  /** The lines; what the problem points at; what it says. */
  const cases: [string, string[], string, string | RegExp][] = [
    [
      'a platform that there is none of',
      ['contact: https://example.org', 'sources:', '  grenhouse: [acme]'],
      'grenhouse',
      'unknown platform "grenhouse"; did you mean "greenhouse"?',
    ],
    [
      'a platform that is like no other',
      ['sources:', '  monster: [acme]'],
      'monster',
      /^unknown platform "monster" \(known: greenhouse, ashby, /,
    ],
    [
      'a misspelt option',
      ['sources:', '  greenhouse:', '    - acme', '    - { board: beta, bse: "https://x.example" }'],
      'bse',
      'unknown key "bse"; did you mean "base"?',
    ],
    [
      'a misspelt option of a platform that derives others from its own',
      ['sources:', '  breezy:', '    - { bord: beta }'],
      'bord',
      'unknown key "bord"; did you mean "board"?',
    ],
    [
      'a misspelt setting',
      ['sources:', '  ashby:', '    - board: acme', '      schedul: 0 4 * * *'],
      'schedul',
      'unknown key "schedul"; did you mean "schedule"?',
    ],
    [
      'a misspelt key of the file',
      ['contct: https://example.org', 'sources: { ashby: [acme] }'],
      'contct',
      'unknown key "contct"; did you mean "contact"?',
    ],
    [
      'a misspelt key within a setting',
      ['sources:', '  ashby:', '    - board: acme', '      budget: { request: 5 }'],
      'request',
      'unknown key "request"',
    ],
    [
      'an option that is missing',
      ['sources:', '  adzuna:', '    - { appId: "1" }'],
      '{ appId',
      'appKey is missing',
    ],
    [
      'a value of another type',
      ['sources:', '  ashby:', '    - { board: acme, pace: fast }'],
      'fast',
      'pace: expected number, received string',
    ],
    [
      'a number that is too small',
      ['sources:', '  ashby:', '    - board: acme', '      budget:', '        requests: 0'],
      '0',
      /^budget\.requests: Too small/,
    ],
    [
      'an address that is none',
      ['sources:', '  greenhouse:', '    - { board: acme, base: example }'],
      'example',
      'base: Invalid URL',
    ],
    [
      'a schedule that is none',
      ['sources:', '  ashby:', '    - board: acme', '      schedule: daily'],
      'daily',
      'schedule: is no cron expression of five fields, as in "0 4 * * *"',
    ],
    [
      'a name with spaces',
      ['sources:', '  ashby:', '    - { board: acme, name: Acme Limited }'],
      'Acme Limited',
      'name: must be letters, digits and . : / @ - _',
    ],
    [
      'terms that nobody has read',
      [
        'sources:',
        '  rss:',
        '    - url: https://x.example/feed',
        '      terms: { url: https://x.example/terms, aggregates: true }',
      ],
      '{ url: https://x.example/terms',
      'terms.reviewed is missing',
    ],
    [
      'terms read on no day',
      [
        'sources:',
        '  rss:',
        '    - url: https://x.example/feed',
        '      terms: { url: https://x.example/t, reviewed: YYYY-MM-DD, aggregates: true }',
      ],
      'YYYY',
      'terms.reviewed: Invalid ISO date',
    ],
    [
      'a list of sources in the place of platforms',
      ['contact: https://example.org', 'sources:', '  - { platform: ashby }'],
      '- { platform',
      'sources: lists boards by platform, as in "sources: { greenhouse: [acme] }"',
    ],
    [
      'a board in the place of a list',
      ['sources:', '  ashby: acme'],
      'acme',
      'ashby: must be a list of boards',
    ],
    [
      'a board that is a number',
      ['sources:', '  ashby:', '    - 5'],
      '5',
      'a board of ashby is its name or a map of its options',
    ],
    [
      'one source twice',
      ['sources:', '  ashby:', '    - acme', '    - { board: acme }'],
      '{ board',
      'a source is named ashby/acme already; give one of them another name',
    ],
    [
      'one name twice, on two platforms',
      [
        'sources:',
        '  ashby: [{ board: acme, name: acme }]',
        '  lever: [{ board: acme, name: acme }] # second',
      ],
      '{ board: acme, name: acme }] # second',
      'a source is named acme already; give one of them another name',
    ],
    [
      'a variable that is not set',
      ['sources:', '  reed:', `    - key: \${REED_KEY}`],
      `\${REED_KEY}`,
      'the environment variable REED_KEY is not set',
    ],
    ['a bracket left open', ['sources:', '  ashby: [acme', '  lever: [beta]'], 'lever', /^is no YAML: /],
    [
      'the same platform twice',
      ['sources:', '  ashby: [a]', '  ashby: [b] '],
      'ashby: [b] ',
      /^is no YAML: .*unique/,
    ],
  ]
  it.each(cases)('%s', (_name, lines, at, says) => {
    const { problems } = read(lines)
    expect(problems).toHaveLength(1)
    const [, place, message] = /^(\d+:\d+): (.*)$/.exec(problems[0]!)!
    expect(place).toBe(placeOf(lines, at))
    expect(message).toEqual(typeof says === 'string' ? says : expect.stringMatching(says))
  })

  it('all of them at once, in the order of the file, and what is sound is read', () => {
    const { problems, sources, places } = read([
      'sources:',
      '  ashby:',
      '    - { bord: acme }',
      '    - fine',
      '  levr: [acme]',
    ])
    expect(problems).toEqual([
      '3:9: unknown key "bord"; did you mean "board"?',
      '5:3: unknown platform "levr"; did you mean "lever"?',
    ])
    expect(sources.map(({ name }) => name)).toEqual(['ashby/fine'])
    expect(places).toEqual(['4:7'])
  })
})

describe('what a file may say', () => {
  it.each([
    ['nothing', ''],
    ['comments', '# sources will stand here\n'],
    ['a contact', 'contact: https://example.org/crawler\n'],
    ['sources without any', 'sources:\n'],
  ])('%s', (_name, text) => {
    expect(readConfigurationFile(text)).toMatchObject({ sources: [], problems: [] })
  })

  it('a board by its name alone, whatever the platform calls it', () => {
    const { sources, problems } = read([
      'sources:',
      '  greenhouse: [acme, "0815"]',
      '  breezy: [acme]',
      '  rss: [https://jobs.example.org/feed.xml]',
      '  schema-org:',
      '    - https://jobs.example.org/sitemap.xml',
    ])
    expect(problems).toEqual([])
    expect(sources.map(({ name }) => name)).toEqual([
      'greenhouse/acme',
      'greenhouse/0815',
      'breezy/acme',
      'rss/jobs.example.org/feed.xml',
      'schema-org/jobs.example.org/sitemap.xml',
    ])
    expect(sources[3]!.options).toEqual({ url: 'https://jobs.example.org/feed.xml' })
  })

  it('settings beside the options of a board; what is not said is the platform’s', () => {
    const { sources } = read([
      'sources:',
      '  ashby:',
      '    - board: acme',
      '      name: our-acme',
      '      pace: 5000',
      '      retention: 30',
      '      expect: { postings: [0, 50] }',
      '      budget: { requests: 10 }',
    ])
    expect(sources[0]).toMatchObject({
      name: 'our-acme',
      pace: 5000,
      retention: 30,
      expect: { postings: [0, 50], fill: { url: 1 } },
      budget: { requests: 10, depth: 20 },
      schedule: '0 5 * * *',
      terms: { aggregates: true },
      redact: true,
    })
  })

  it('environment variables, within a value too; a key never gets into a name', () => {
    const environment = { REED_KEY: 'k-123', TOWN: 'leeds' }
    const { sources, problems } = read(
      ['sources:', '  reed:', `    - { key: "\${REED_KEY}", keywords: "nurse \${TOWN}" }`],
      environment,
    )
    expect(problems).toEqual([])
    expect(sources[0]!.options).toMatchObject({ key: 'k-123', keywords: 'nurse leeds' })
    expect(sources[0]!.name).toBe('reed/nurse-leeds')
  })

  it('sites without terms of their platform do not run before somebody has read them', () => {
    const lines = ['sources:', '  rss:', '    - url: https://x.example/feed']
    expect(read(lines).sources[0]!.terms).toBeNull()
    const terms = '      terms: { url: https://x.example/terms, reviewed: 2026-11-20, aggregates: false }'
    expect(read([...lines, terms]).sources[0]!.terms).toMatchObject({ aggregates: false })
  })
})
