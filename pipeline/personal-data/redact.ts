/**
 * Mails and phone numbers are ASCII in every charset of the web but UTF-16, so they are found among the bytes whatever
 * the charset, and what takes their place is as safe in JSON, XML and HTML as what they were. A letter that belongs to
 * an escape of JSON (`\\nanna@…`) begins no address.
 */
const MAIL =
  /(?:(?<![\w.%+\\-])|(?<=\\[nrtbf]|\\u[0-9a-f]{4}))[\w.%+-]{1,64}(?:@|%40|&#64;|&#x40;|\\u0040)(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w-])/gi

/** With a country code: `+44 20 7946 0018`, `+44 (0)20 7946 0018`. */
const INTERNATIONAL =
  /(?:(?<![\w+])|(?<=\\[nrtbf]|\\u[0-9a-f]{4}))\+[1-9]\d{0,2}(?:[ .()-]{0,2}\d){7,12}(?!\d)/gi

/** British, written as people write it: a leading zero, ten or eleven digits, parted by spaces, dots or dashes. */
const NATIONAL =
  /(?:(?<![\w.,£$€/=+-])|(?<=\\[nrtbf]|\\u[0-9a-f]{4}))\(?0[1-9]\d{1,4}\)?(?:(?:[ .-]\d{3,4}){2}|[ .-]\d{6})(?![\w-])/gi

/** The same without a gap, where words around it say what it is. */
const ANNOUNCED = /(?<=(?:tel|phone|call|mobile|mob|whatsapp)[.:]{0,2}[ \w]{0,12}[ :])0[1-9]\d{8,9}(?!\d)/gi

/** American: `(555) 010-1234`, `555-010-1234`. */
const AMERICAN =
  /(?:(?<![\w-])|(?<=\\[nrtbf]|\\u[0-9a-f]{4}))(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])\d{3}[.-]\d{4}(?![\w-])/gi

const PHONES = [INTERNATIONAL, NATIONAL, ANNOUNCED, AMERICAN]
const TEXT = /json|html|xml|text|javascript|^$/i

/**
 * A body without mail addresses and phone numbers; the same object where there are none. Ids and figures stay: a phone
 * number is taken for one by its sign, its gaps or the word before it.
 * @param contentType its Content-Type; what is no text is left as it is
 */
export function redact(body: Uint8Array, contentType: string): Uint8Array {
  if (!TEXT.test(contentType) || isUtf16(body)) return body
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const text = bytes.toString('latin1')
  const redacted = redactText(text)
  return redacted === text ? body : Buffer.from(redacted, 'latin1')
}

/** Text without mail addresses and phone numbers. */
export function redactText(text: string): string {
  const withoutMails = /@|%40|&#64;|&#x40;|\\u0040/i.test(text) ? text.replace(MAIL, '[mail removed]') : text
  return PHONES.reduce((rest, phone) => rest.replace(phone, '[phone removed]'), withoutMails)
}

const isUtf16 = (body: Uint8Array): boolean =>
  (body[0] === 0xff && body[1] === 0xfe) || (body[0] === 0xfe && body[1] === 0xff) || body[1] === 0
