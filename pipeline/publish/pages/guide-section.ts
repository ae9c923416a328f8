import type { Markup } from './layout.ts'

/** A part of a guide that the contents lead to; null stands for a part without figures. */
export interface GuideSection {
  id: string
  heading: string
  body: Markup
}
