/** Kinds of characters, as `kindOf` tells them. */
export const other = 0
export const letter = 1
export const digit = 2

const asciiKind = new Uint8Array(128)
for (let code = 48; code <= 57; code++) asciiKind[code] = digit
for (let code = 65; code <= 90; code++) asciiKind[code] = asciiKind[code + 32] = letter

/** Letters beyond ASCII are those blocks that hold letters; symbols, bullets (also private-use ones) and emoji are not. */
export function kindOf(code: number): number {
  if (code < 128) return asciiKind[code]!
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return other
  return code < 0x2000 || (code >= 0x2c00 && code < 0x3000) || (code >= 0x3040 && code < 0xd800)
    ? letter
    : other
}

export const space = (code: number) =>
  code === 32 ||
  code === 9 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200f) ||
  code === 0x202f ||
  code === 0xfeff
export const hyphen = (code: number) => code === 45 || (code >= 0x2010 && code <= 0x2015)

/** Marks that neither join nor part words: Markdown's `*`, `_`, `\` and backtick, quotes, ™ and ®. */
export const idle = (code: number) =>
  code === 42 ||
  code === 95 ||
  code === 92 ||
  code === 96 ||
  code === 34 ||
  code === 39 ||
  code === 0xae ||
  code === 0xad ||
  code === 0x2122 ||
  (code >= 0x2018 && code <= 0x201f)

/** Whether ".net" stands at `at`. */
export function isDotNet(text: string, at: number): boolean {
  return (
    (text.charCodeAt(at + 1) | 32) === 110 &&
    (text.charCodeAt(at + 2) | 32) === 101 &&
    (text.charCodeAt(at + 3) | 32) === 116 &&
    kindOf(text.charCodeAt(at + 4)) !== letter
  )
}

/** The end of the address or handle that `from` lies in. */
export function endOfRun(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit) {
    const code = text.charCodeAt(at)
    if (code <= 32 || code === 0xa0 || code === 60 || code === 62 || code === 34 || code === 41) break
    at++
  }
  return at
}
