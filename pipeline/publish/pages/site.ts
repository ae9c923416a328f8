import type { PageLinks } from '../paths.ts'

/** What all pages of a publication know: which pages there are, and what the figures were made from. */
export interface Site {
  links: PageLinks
  imprint: Imprint
  /**
   * Why the figures of a window are not to be compared with those of its neighbours, in a sentence; null where they may
   * be. A window is known by its last day and its length.
   */
  warning(endsOn: string, months: number): string | null
}

/** What every page's foot says. */
export interface Imprint {
  publication: number | null
  asOf: string
  /** Version of the code, and of the taxonomy. */
  code: string
  taxonomy: string
  /** What the sources of the figures ask to stand beside them. */
  attributions: string[]
}
