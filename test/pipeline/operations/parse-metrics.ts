/** One metric of Prometheus' text format, with its series. */
export interface Metric {
  type: string
  help: string
  samples: { name: string; labels: Record<string, string>; value: number }[]
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/

/**
 * Reads the text format 0.0.4 by its description, strictly: HELP and TYPE once and before the samples of a metric,
 * samples of one metric together, names and labels well formed, every value a number.
 * @throws where a line is none of the format
 */
export function parseMetrics(text: string): Map<string, Metric> {
  const metrics = new Map<string, Metric>()
  let current: Metric | undefined
  let name = ''
  const fail = (line: string) => new Error(`no line of the text format: ${line}`)
  for (const line of text.split('\n')) {
    if (line === '') continue
    const comment = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line)
    if (comment) {
      const [, kind, of, words] = comment as unknown as [string, string, string, string]
      if (kind === 'HELP') {
        if (metrics.has(of) || NAME.exec(of)?.[0] !== of) throw fail(line)
        current = { type: '', help: words, samples: [] }
        name = of
        metrics.set(of, current)
      } else {
        if (of !== name || !current || current.type || current.samples.length > 0) throw fail(line)
        if (!/^(counter|gauge|histogram|summary|untyped)$/.test(words)) throw fail(line)
        current.type = words
      }
      continue
    }
    const sample = /^([^\s{]+)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (!sample || !current) throw fail(line)
    const [, of, inside = '', given] = sample as unknown as [string, string, string | undefined, string]
    if (of !== name && !new RegExp(`^${name}_(bucket|sum|count)$`).test(of)) throw fail(line)
    const value = given === '+Inf' ? Infinity : given === '-Inf' ? -Infinity : Number(given)
    if (Number.isNaN(value) && given !== 'Nan' && given !== 'NaN') throw fail(line)
    current.samples.push({ name: of, labels: labelsOf(inside, line), value })
  }
  return metrics
}

function labelsOf(inside: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {}
  let rest = inside
  while (rest !== '') {
    const found = LABEL.exec(rest)
    if (!found || found[1]! in labels) throw new Error(`no labels: ${line}`)
    labels[found[1]!] = found[2]!.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped))
    rest = rest.slice(found[0].length)
  }
  return labels
}
