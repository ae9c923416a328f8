import { knownPlatforms } from '../../pipeline/sources.ts'
import { configuration } from '../session.ts'

/** Prints the platforms jobtide reads and the sources that are configured. */
export function listSources(): void {
  console.log('Platforms')
  for (const platform of knownPlatforms)
    console.log(`  ${platform.name.padEnd(12)}  ${platform.title}, ${platform.homepage}`)
  const { sources } = configuration()
  console.log(
    sources.length ? '\nSources' : '\nNo sources are configured: "jobtide start" runs on the sandbox.',
  )
  for (const source of sources) console.log(`  ${source.name}`)
}
