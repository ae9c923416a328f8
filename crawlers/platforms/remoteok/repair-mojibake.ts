/** What the bytes 0x80 to 0xBF look like to a reader of windows-1252, or of Latin-1 (where they are control characters). */
const TRAILING = '[\\u0080-\\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]'
/**
 * Characters of UTF-8 that were decoded as windows-1252 or Latin-1 (`Â£`, `Ã©`, `â€™`, `ðŸš€`), and that no language
 * writes. Behind a capital, `Ã` may be its own letter (`AMANHÃ…`), unless it stands for a small one inside a word.
 */
const SEQUENCE = new RegExp(
  `Â[\\u00A0-\\u00BF]|(?<!\\p{Lu})Ã${TRAILING}|Ã[\\u00A1-\\u00BF](?=\\p{Ll})|â${TRAILING}{2}|ð[Ÿ\\u009F]${TRAILING}{2}`,
  'gu',
)

const UTF_8 = new TextDecoder('utf-8', { fatal: true })
const WINDOWS_1252 = new TextDecoder('windows-1252')
const BYTES = new Map(
  Array.from({ length: 64 }, (_, i) => [WINDOWS_1252.decode(Uint8Array.of(0x80 + i)), 0x80 + i]),
)

/** Undoes the second decoding of text that was decoded twice, only where it is certain; the rest stays as it is. */
export const repairMojibake = (text: string): string => text.replace(SEQUENCE, repaired)

function repaired(sequence: string): string {
  const bytes = Uint8Array.from(sequence, character => BYTES.get(character) ?? character.charCodeAt(0))
  try {
    return UTF_8.decode(bytes)
  } catch {
    return sequence
  }
}
