/** One thing that an editor has to correct. */
export interface Problem {
  /** Relative to the folder of the taxonomy. */
  file: string
  /** Where in the file: the name of the entry. */
  entry: string
  /** What is wrong. */
  problem: string
  /** What to do. */
  advice: string
}
