import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { readConfigurationFile } from '../../pipeline/configuration-file.ts'
import { jobtide } from '../command-line.ts'

const folder = join(import.meta.dirname, '../../scripts/deployment')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const units = readdirSync(folder).filter(name => name.endsWith('.service'))

interface Service {
  image?: string
  command?: string[]
}
const services = Object.entries(
  (parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Service> }).services,
)

/** Every command line that a deployment runs, by where it stands. */
const commands: [place: string, args: string[]][] = [
  ...units.map((name): [string, string[]] => {
    const line = /^ExecStart=\/opt\/jobtide\/scripts\/jobtide (.*)$/m.exec(read(name))![1]!
    return [name, line.replaceAll('%i', '1').split(' ')]
  }),
  ...services
    .filter(([, { image }]) => image === 'jobtide')
    .map(([name, { command }]): [string, string[]] => [`compose: ${name}`, command!]),
]

it('runs a scheduler, workers and a server, by units and by containers', () => {
  for (const each of [units.join(' '), services.map(([name]) => name).join(' ')])
    expect(each).toMatch(/schedule/)
  expect(commands.map(([, args]) => args[0]).sort()).toEqual(
    ['schedule', 'schedule', 'serve', 'serve', 'worker', 'worker', 'worker'].sort(),
  )
})

it.each(commands)('%s has options that the command knows', async (_place, args) => {
  const words = args.slice(0, args.findIndex(arg => arg.startsWith('-')) >>> 0)
  const { code, stdout } = await jobtide([...words, '--help'])
  expect(code).toBe(0)
  expect(stdout).toContain(`Usage: jobtide ${words.join(' ')}`)
  for (const option of args.filter(arg => arg.startsWith('--'))) expect(stdout).toContain(`${option} `)
})

it('has settings in its guide that jobtide.yaml may have', () => {
  const example = /```yaml\n([^`]+)```/.exec(read('README.md'))![1]!
  expect(readConfigurationFile(example).problems).toEqual([])
})
