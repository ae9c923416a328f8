import { z } from 'zod'
import { skillCategories } from './skill-file.ts'

const words = z.array(z.string().min(1)).min(1)

/**
 * `passages.yaml`: the stretches of adverts that name technologies and trades without asking for them. The language
 * is described in `README.md`.
 */
export const PassageFile = z.strictObject({
  /** Words that end a stretch: from there on the advert speaks of the job again. */
  until: words,
  /** Categories whose hits are kept in a stretch that runs to the end of its sentence: they tell what the work is about. */
  keeps: z.array(z.enum(skillCategories)),
  passages: z.array(
    z.strictObject({
      about: z.string().min(1),
      /**
       * How far the stretch goes: over the names beside the phrase, over a list of at least two items before it, or to
       * the end of the sentence.
       */
      reach: z.enum(['names', 'list', 'sentence']),
      /** The side of the phrase that the stretch lies on. */
      side: z.enum(['before', 'after', 'both']),
      phrases: words,
      /** Instead of the `keeps` of the file. */
      keeps: z.array(z.enum(skillCategories)).optional(),
      /** Only hits of these categories are set aside. */
      only: z.array(z.enum(skillCategories)).optional(),
    }),
  ),
})
export type PassageFile = z.infer<typeof PassageFile>
