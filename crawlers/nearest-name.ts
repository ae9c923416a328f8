/** The known name that a mistyped one most likely means; undefined where none is near (a third of its letters). */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const typed = name.slice(0, 60).toLowerCase()
  const ranked = known
    .map(candidate => ({ candidate, distance: editDistance(typed, candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(2, typed.length / 3) ? best.candidate : undefined
}

/** Levenshtein's distance, one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line]
    for (let column = 1; column <= to.length; column += 1) {
      const substitution = row[column - 1]! + (from[line - 1] === to[column - 1] ? 0 : 1)
      next.push(Math.min(substitution, row[column]! + 1, next[column - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
