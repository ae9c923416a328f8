import { existsSync } from 'node:fs'
import { NO_CONTACT, type OpenConfiguration } from '../../configuration.ts'
import { counted } from '../../publish/paint.ts'
import { broken, type Finding, warning, well } from './finding.ts'

/** Problems that are named; more of them are counted. */
const most = 5

/** Everything that is wrong with the configuration, a finding each, with its line. */
export function checkConfiguration(configuration: OpenConfiguration): Finding[] {
  const { file, problems, sources, contact, webhook } = configuration
  const check = 'configuration'
  if (!existsSync(file))
    return [
      warning(
        check,
        `there is no ${file}: only the sandbox is crawled`,
        '"jobtide sources add URL" begins it',
      ),
    ]
  if (problems.length > 0) {
    const more = problems.length - most
    const todo =
      more > 0 ? `repair these and ${more} more: "jobtide sources check --offline"` : 'repair the line'
    return problems.slice(0, most).map(problem => broken(check, `${file}:${problem}`, todo))
  }
  if (sources.length === 0)
    return [warning(check, `${file} lists no sources`, '"jobtide sources add URL" adds one')]
  const faults: Finding[] = []
  if (contact === NO_CONTACT)
    faults.push(
      warning(
        check,
        `${file} names no contact, and sites of others are not crawled without`,
        'add "contact: https://…", where they can reach you',
      ),
    )
  const told = webhook === null ? 'alerts are sent nowhere' : `alerts go to ${new URL(webhook).host}`
  return faults.length > 0 ? faults : [well(check, `${counted(sources.length, 'source')}; ${told}`)]
}
