import type { Addition } from '../../../pipeline/boards/add-board.ts'
import type { Board } from '../../../pipeline/boards/board.ts'

/** The lines of a text that another has not; one is the other with lines put in or lengthened at one place. */
export function addedLines(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const first = now.findIndex((line, index) => line !== old[index])
  const rest = old.length - first
  const isInserted = now.slice(now.length - rest).every((line, index) => line === old[first + index])
  return now
    .slice(first, isInserted ? now.length - rest : first + 1)
    .join('\n')
    .trimEnd()
}

/** What a person should know of a board that is added. */
export function describeBoard({ platform: { listing, terms, attribution } }: Board): string {
  return [
    listing === 'complete'
      ? 'A crawl meets every open advert, and so knows which have closed.'
      : 'It shows its newest adverts only: crawl it regularly.',
    ...(terms ? [`Its terms were last read on ${terms.reviewed}: ${terms.url}`] : []),
    ...(terms?.aggregates === false
      ? ['They do not allow figures to be published: its adverts are kept and not counted.']
      : []),
    ...(attribution ? [`To stand beside whatever is made of its adverts: ${attribution}`] : []),
  ].join('\n')
}

/** What to do once boards are added. */
export function nextSteps(additions: readonly Addition[], { hasContact }: { hasContact: boolean }): string {
  const variables = additions.flatMap(addition => addition.variables)
  const sources = additions.map(({ source }) => source).join(' ')
  const steps = [
    ...(hasContact
      ? []
      : [
          'Say who you are: set "contact" in the file, so that the sites can reach you. It stands in the user agent.',
        ]),
    ...(variables.length > 0
      ? [`Set ${variables.join(', ')} in the environment; until then no command reads the file.`]
      : []),
    ...(additions.some(({ needsTerms }) => needsTerms)
      ? ['Read the terms of the site and fill in the line "terms"; until then it is not crawled.']
      : []),
    `Check: jobtide sources check ${sources}`,
    `Crawl: jobtide crawl ${sources}`,
  ]
  return ['Next:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)].join('\n')
}
