import type { Contract } from '../contract/read-contract.ts'
import type { Endpoint } from './endpoint.ts'
import { explainEndpoint } from './explain-endpoint.ts'
import { publicationsEndpoint } from './publications-endpoint.ts'
import { trendPageEndpoint } from './trend-page-endpoint.ts'
import { viewEndpoint } from './view-endpoint.ts'
import { locationsEndpoint, termsEndpoint } from './vocabulary-endpoints.ts'

/** Everything the API answers: what is written for it, and every published view as the catalogue has it. */
export function listEndpoints(contract: Contract): Endpoint[] {
  const written: Endpoint[] = [
    publicationsEndpoint,
    termsEndpoint,
    locationsEndpoint,
    trendPageEndpoint,
    explainEndpoint,
  ]
  const names = new Set(written.map(({ name }) => name))
  return [...written, ...contract.views.filter(view => !names.has(view.name)).map(viewEndpoint)]
}
