/** What every answer carries, of the API and of pages. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/**
 * What answers of the API carry besides: anyone's page may read them, as they hold nothing but what is published, and
 * no credentials are ever looked at.
 */
export const apiHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** Whether a reader has the answer of this tag already. @param given the header `If-None-Match` */
export const holds = (given: string | undefined, etag: string): boolean =>
  given !== undefined &&
  (given.trim() === '*' || given.split(',').some(each => each.trim().replace(/^W\//, '') === etag))
