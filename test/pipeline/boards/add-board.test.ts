import { describe, expect, it } from 'vitest'
import { addBoard } from '../../../pipeline/boards/add-board.ts'
import { recogniseBoard } from '../../../pipeline/boards/board.ts'
import { readConfigurationFile } from '../../../pipeline/configuration-file.ts'

const add = (text: string | null, address: string, name?: string) =>
  addBoard(text, recogniseBoard(new URL(address))!, { name })

const ASHBY = 'https://jobs.ashbyhq.com/acme'
const WORKDAY = 'https://acme.wd3.myworkdayjobs.com/en-GB/Careers'

describe('a board is added where the file has its like, and everything else stays as it was', () => {
  /** The file before; the lines that it has more, or instead of others, afterwards. */
  const cases: [string, string, string][] = [
    [
      'below the last board of its platform',
      `# ours
sources:
  # of employers
  ashby:
    - beta      # the first

    - { board: gamma,   name: "g" } # the second

  # feeds
  lever: [delta]   # one
`,
      `# ours
sources:
  # of employers
  ashby:
    - beta      # the first

    - { board: gamma,   name: "g" } # the second
    - acme

  # feeds
  lever: [delta]   # one
`,
    ],
    [
      'below a list that is not indented',
      'sources:\n  ashby:\n  - beta\n  # feeds\n  lever:\n  - delta\n',
      'sources:\n  ashby:\n  - beta\n  - acme\n  # feeds\n  lever:\n  - delta\n',
    ],
    [
      'below a board of several lines, and the comment that belongs to it',
      `sources:
    ashby:
        - board: beta
          pace: 5000
          # retention: 30
    lever:
        - delta
`,
      `sources:
    ashby:
        - board: beta
          pace: 5000
          # retention: 30
        - acme
    lever:
        - delta
`,
    ],
    [
      'between brackets',
      'sources:\n  ashby: [beta, gamma] # ours\n',
      'sources:\n  ashby: [beta, gamma, acme] # ours\n',
    ],
    ['between empty brackets', 'sources:\n  ashby: []\n', 'sources:\n  ashby: [acme]\n'],
    [
      'between brackets over several lines',
      'sources:\n  ashby: [\n    beta, # one\n    gamma, # two\n  ]\n',
      'sources:\n  ashby: [\n    beta, # one\n    gamma, acme, # two\n  ]\n',
    ],
    [
      'as the first of its platform, below the others',
      'contact: x.example\nsources:\n  lever:\n    - delta # one\n      # more of it\n\n# the end\n',
      'contact: x.example\nsources:\n  lever:\n    - delta # one\n      # more of it\n  ashby:\n    - acme\n\n# the end\n',
    ],
    [
      'as the first of its platform, whose name stands there',
      'sources:\n  ashby: # none yet\n  lever: [delta]\n',
      'sources:\n  ashby: # none yet\n    - acme\n  lever: [delta]\n',
    ],
    [
      'as the first of its platform, between braces',
      'sources: { lever: [delta] }\n',
      'sources: { lever: [delta], ashby: [acme] }\n',
    ],
    ['between empty braces', 'sources: {}\n', 'sources: {ashby: [acme]}\n'],
    [
      'as the first of all',
      'contact: x.example\nsources:\n  # none yet\n',
      'contact: x.example\nsources:\n  ashby:\n    - acme\n  # none yet\n',
    ],
    [
      'into a file without sources',
      '# the end of it is\ncontact: x.example',
      '# the end of it is\ncontact: x.example\n\nsources:\n  ashby:\n    - acme\n',
    ],
    [
      'into a file without an end of line',
      'sources:\n  ashby:\n    - beta',
      'sources:\n  ashby:\n    - beta\n    - acme\n',
    ],
    ['into an empty file', '', 'sources:\n  ashby:\n    - acme\n'],
  ]
  it.each(cases)('%s', (_name, before, after) => {
    const { text, source } = add(before, ASHBY)
    expect(text).toBe(after)
    expect(source).toBe('ashby/acme')
    const { sources, problems } = readConfigurationFile(text)
    expect(problems).toEqual([])
    expect(sources.map(({ name }) => name)).toContain('ashby/acme')
  })

  it('a file that is not there begins with how to say who crawls', () => {
    expect(add(null, ASHBY).text).toMatch(
      /^#.*\n#.*user agent\.\n# contact: .*\n\nsources:\n {2}ashby:\n {4}- acme\n$/,
    )
  })
})

describe('what a board needs', () => {
  it('a key, from the environment: it is never in the file', () => {
    const { text, variables } = add(null, 'https://www.adzuna.co.uk/search?q=nurse&w=leeds')
    expect(variables).toEqual(['ADZUNA_APP_ID', 'ADZUNA_APP_KEY'])
    const { problems } = readConfigurationFile(text)
    expect(problems.join()).toMatch(/ADZUNA_APP_ID is not set.*ADZUNA_APP_KEY is not set/)
    const { sources } = readConfigurationFile(text, { ADZUNA_APP_ID: 'i', ADZUNA_APP_KEY: 'k' })
    expect(sources[0]!.options).toMatchObject({ appId: 'i', appKey: 'k', what: 'nurse', where: 'leeds' })
    // Others can be added before it is set.
    expect(add(text, ASHBY).source).toBe('ashby/acme')
    expect(() => add(text, 'https://www.adzuna.co.uk/jobs/search?q=nurse&w=leeds')).toThrow('there already')
  })

  it('terms, of a site that has its own: the source does not run until a person fills them in', () => {
    const first = add(null, WORKDAY)
    expect(first.needsTerms).toBe(true)
    const second = add(first.text, 'https://wd5.myworkdaysite.com/recruiting/beta/Jobs')
    expect(second.text.startsWith(first.text)).toBe(true)
    const read = readConfigurationFile(second.text)
    expect(read.problems).toEqual([])
    expect(read.sources.map(({ name, terms }) => [name, terms])).toEqual([
      ['workday/acme/Careers', null],
      ['workday/beta/Jobs', null],
    ])
    const filled = second.text
      .replaceAll('# terms:', 'terms:')
      .replaceAll('https://…', 'https://x.example/terms')
      .replaceAll('YYYY-MM-DD', '2026-11-20')
    expect(readConfigurationFile(filled)).toMatchObject({
      problems: [],
      sources: [{ terms: { aggregates: true } }, { terms: { aggregates: true } }],
    })
  })
})

describe('what is refused', () => {
  const cases: [string, string, string, string | undefined, RegExp][] = [
    [
      'a board that is there',
      'sources: { ashby: [acme] }',
      ASHBY,
      undefined,
      /there already, as ashby\/acme/,
    ],
    [
      'a board that is there under another name',
      'sources: { ashby: [{ board: acme, name: ours }] }',
      ASHBY,
      'theirs',
      /there already, as ours/,
    ],
    [
      'a name that is taken',
      'sources: { lever: [{ board: beta, name: ours }] }',
      ASHBY,
      'ours',
      /named ours already.*--name/,
    ],
    ['a name of another form', 'sources: {}', ASHBY, 'our board', /name: must be letters/],
    ['a file that is no YAML', 'sources: [', ASHBY, undefined, /no YAML.*sources check/],
    ['a list of sources', 'sources:\n  - { platform: ashby }\n', ASHBY, undefined, /nothing can be added/],
    ['a board in the place of a list', 'sources:\n  ashby: beta\n', ASHBY, undefined, /nothing can be added/],
    ['a file of another kind', '- a\n- b\n', ASHBY, undefined, /nothing can be added/],
  ]
  it.each(cases)('%s', (_name, text, address, name, says) => {
    expect(() => add(text, address, name)).toThrow(says)
  })
})
