import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { STYLES } from '../pages/styles.ts'
import { securityHeaders } from './response-headers.ts'

type Markup = ReturnType<typeof html>

const LOOKS = `${STYLES}
code { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(min-content, 11rem) 1fr; gap: .3rem 1rem; margin: .6rem 0; }
dd { margin: 0; }
summary { cursor: pointer; color: var(--link); }
`
const styles = `'sha256-${createHash('sha256').update(LOOKS).digest('base64')}'`
const policy = `default-src 'none'; style-src ${styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A small HTML page of the server's own, without scripts. */
export function plainPage(title: string, main: Markup, status = 200): Response {
  const page = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(LOOKS)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${main}
</main>
</body>
</html>
`
  return new Response(String(page), {
    status,
    headers: {
      ...securityHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
    },
  })
}
