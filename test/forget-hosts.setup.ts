import { beforeAll } from 'vitest'
import { processHosts } from '../crawlers/http/host-memory.ts'

// Test files share modules: what one knew of a port of loopback is not what another's server there would say.
beforeAll(() => processHosts.robots.clear())
