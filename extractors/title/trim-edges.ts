/** A text without those signs at its ends; the full stop of a leading ".NET" stays. Linear in the signs taken. */
export function trimEdges(text: string, leading: string, trailing: string): string {
  let start = 0
  let end = text.length
  while (start < end && leading.includes(text[start]!)) start++
  if (start > 0 && text[start - 1] === '.') start--
  while (end > start && trailing.includes(text[end - 1]!)) end--
  return text.slice(start, end)
}
