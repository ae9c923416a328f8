/**
 * JSON as sites write it by hand, made valid: raw line ends and other control characters inside strings, strings in
 * single quotes, a comma before a closing bracket. Valid JSON comes back as it is.
 */
export function repairJson(text: string): string {
  const parts: string[] = []
  let quote = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (quote !== '') {
      if (character === '\\') {
        const escaped = text[at + 1] ?? ''
        parts.push(escaped === "'" ? "'" : `\\${escaped}`)
        at += 1
      } else if (character === quote) {
        parts.push('"')
        quote = ''
      } else parts.push(character === '"' ? '\\"' : character < ' ' ? escapedControl(character) : character)
    } else if (character === '"' || character === "'") {
      parts.push('"')
      quote = character
    } else if (character !== ',' || !/[\]}]/.test(nextSolid(text, at + 1))) parts.push(character)
  }
  return parts.join('')
}

function escapedControl(character: string): string {
  return JSON.stringify(character).slice(1, -1)
}

/** The next character that is no white space, `''` at the end. */
function nextSolid(text: string, from: number): string {
  for (let at = from; at < text.length; at += 1) if (text[at]! > ' ') return text[at]!
  return ''
}
