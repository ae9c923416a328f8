const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g

/** The C1 positions hold the punctuation of windows-1252 on pages that mislabel it: 0x80 is `€`, 0x92 is `’`. */
const WINDOWS_1252 = new TextDecoder('windows-1252')
const printable = (character: string): string => {
  const code = character.charCodeAt(0)
  if (code < 0x80) return ''
  const mapped = WINDOWS_1252.decode(Uint8Array.of(code))
  return mapped === character ? '' : mapped
}

/**
 * Text that PostgreSQL, JSON and a terminal take: no NUL, no control characters but tab and line ends, no lone
 * surrogates (U+FFFD stands in for them). Wording and white space stay as they are.
 */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(UNPRINTABLE, printable)
}
