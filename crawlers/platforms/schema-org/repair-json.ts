const BACKSLASH = 0x5c
const DOUBLE = 0x22
const SINGLE = 0x27
const COMMA = 0x2c
const SPACE = 0x20

/**
 * JSON as sites write it by hand, made valid: raw line ends and other control characters inside strings, strings in
 * single quotes, a comma before a closing bracket. Valid JSON comes back as it is.
 */
export function repairJson(text: string): string {
  let repaired = ''
  let copied = 0
  let quote = 0
  /** Puts `instead` in the place of the `length` characters at `at`. */
  const replace = (at: number, length: number, instead: string): void => {
    repaired += text.slice(copied, at) + instead
    copied = at + length
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === BACKSLASH) {
        if (text.charCodeAt(at + 1) === SINGLE) replace(at, 2, "'")
        at += 1
      } else if (code === quote) {
        if (quote === SINGLE) replace(at, 1, '"')
        quote = 0
      } else if (code === DOUBLE) replace(at, 1, '\\"')
      else if (code < SPACE) replace(at, 1, JSON.stringify(text[at]).slice(1, -1))
    } else if (code === DOUBLE) quote = DOUBLE
    else if (code === SINGLE) {
      replace(at, 1, '"')
      quote = SINGLE
    } else if (code === COMMA && isClosing(text, at + 1)) replace(at, 1, '')
  }
  return repaired + text.slice(copied)
}

/** Whether the next character that is no white space is a closing bracket. */
function isClosing(text: string, from: number): boolean {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= SPACE) at += 1
  return text[at] === ']' || text[at] === '}'
}
