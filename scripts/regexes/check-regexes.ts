import { join } from 'node:path'
import { say } from '../terminal.ts'
import { type Allowed, attackTime, readAllowed } from './allowed.ts'
import { type Collected, collectRegexes } from './collect-regexes.ts'
import type { Site } from './find-regexes.ts'
import { judgeRegexes, type Verdict } from './judge-regexes.ts'

/** The rooms that meet scraped text. */
const ROOMS = ['crawlers', 'extractors', 'pipeline', 'db']
const root = join(import.meta.dirname, '../..')
const cacheFile = join(root, 'node_modules/.cache/jobtide/regexes.json')

/** Why a reported regex may not stay, null where an entry allows it. */
function objection(
  { pattern, flags, sites }: Collected,
  { attack }: Verdict,
  allowed: Allowed,
): string | null {
  const entry = allowed.regexes.find(
    ({ begins, file }) => pattern.startsWith(begins) && sites.every(site => site.file === file),
  )
  if (!entry)
    return `Write it so that it cannot backtrack: a lookbehind on the class of a leading run, "(?<!\\s)\\s+$", or string methods; or list it with its reason in scripts/regexes/allowed.yaml.`
  if (!attack) return null
  const time = attackTime(pattern, flags, attack, entry.cap)
  return time <= entry.milliseconds
    ? null
    : `Its entry in allowed.yaml grants ${entry.milliseconds} ms at ${entry.cap} characters; the attack took ${time.toFixed(1)} ms.`
}

const allowed = readAllowed()
const { regexes, unseen } = await collectRegexes(root, ROOMS)
const verdicts = await judgeRegexes(regexes, cacheFile)
let faults = 0
const report = (sites: readonly Site[], ...lines: string[]) => {
  faults++
  console.log(
    [sites.map(({ file, line }) => `${file}:${line}`).join(', '), ...lines.map(line => `  ${line}`)].join(
      '\n',
    ),
  )
}

for (const [at, regex] of regexes.entries()) {
  const verdict = verdicts[at]!
  const why = verdict.safe ? null : objection(regex, verdict, allowed)
  if (why === null) continue
  const attack = verdict.attack ? [`attack: ${verdict.attack.pattern.slice(0, 200)}`] : []
  report(regex.sites, `/${regex.pattern}/${regex.flags}`, `${verdict.complexity}`, ...attack, why)
}
for (const site of unseen)
  if (!allowed.unseen.some(({ file }) => file === site.file))
    report(
      [site],
      'builds a regex only while it runs, so that none is known. Build it when the module loads.',
    )
for (const { begins, file } of allowed.regexes)
  if (
    !regexes.some(
      ({ pattern, sites }, at) =>
        !verdicts[at]!.safe && pattern.startsWith(begins) && sites.some(site => site.file === file),
    )
  )
    report(
      [{ file: 'scripts/regexes/allowed.yaml', line: 1 }],
      `${begins}… is gone or safe: remove the entry.`,
    )

say(`${regexes.length} regexes checked, ${faults} to be looked at`)
process.exitCode = faults > 0 ? 1 : 0
