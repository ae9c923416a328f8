import { html } from 'hono/html'
import type { Endpoint } from './endpoint.ts'
import type { OpenApiDocument } from './openapi-document.ts'
import { plainPage } from './plain-page.ts'

interface Described {
  description?: string
  default?: unknown
}

/** The endpoints, their parameters and columns, for people; it says what the OpenAPI document says. */
export const endpointPage = (endpoints: readonly Endpoint[], document: OpenApiDocument): Response =>
  plainPage(
    'The API of jobtide',
    html`<p>Read only, as JSON; views as CSV, too (<code>format=csv</code>). Each answer comes from one publication and
carries its ETag. Figures are unrounded. The same as an <a href="openapi.json">OpenAPI document</a>.</p>
${endpoints.map(({ name, summary, example }) => {
  const columns = columnsOf(document, name)
  return html`<section>
<h2 id="${name}"><code>GET /api/v1/${name}</code></h2>
<p>${summary}. <a href="v1/${example}">An example</a></p>
<h3>Parameters</h3>
${list(parametersOf(document, name))}
${columns.length > 0 && html`<details><summary>Columns</summary>${list(columns)}</details>`}
</section>`
})}`,
  )

const list = (entries: readonly (readonly [name: string, meaning: string])[]) =>
  html`<dl>${entries.map(([name, meaning]) => html`<dt><code>${name}</code></dt><dd>${meaning}</dd>`)}</dl>`

function parametersOf(document: OpenApiDocument, name: string): [name: string, meaning: string][] {
  const parameters = document.paths?.[`/api/v1/${name}`]?.get?.parameters ?? []
  return parameters.flatMap(parameter => {
    if (!('name' in parameter)) return []
    const schema = (parameter.schema ?? {}) as Described
    const meaning = parameter.description ?? schema.description ?? ''
    const notes = [
      ...(parameter.required ? ['needed'] : []),
      ...(schema.default === undefined ? [] : [`${schema.default} when not given`]),
    ]
    return [[parameter.name, [meaning, ...notes].filter(Boolean).join('; ')]]
  })
}

function columnsOf(document: OpenApiDocument, name: string): [name: string, meaning: string][] {
  const { properties = {} } = (document.components?.schemas?.[name] ?? {}) as {
    properties?: Record<string, Described>
  }
  return Object.entries(properties).map(([column, { description = '' }]) => [column, description])
}
