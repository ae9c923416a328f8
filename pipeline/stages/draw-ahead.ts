/**
 * Draws from `items` before it is asked: up to `most` are drawn or being drawn while the reader is busy with the one
 * before; none for 0. Order and errors stay where they were; what is drawn when the reader stops is dropped.
 */
export async function* drawAhead<T>(items: AsyncIterable<T>, most: number): AsyncGenerator<T> {
  if (most === 0) {
    yield* items
    return
  }
  const iterator = items[Symbol.asyncIterator]()
  const drawn: Promise<IteratorResult<T>>[] = []
  const draw = () => {
    const next = iterator.next()
    // An error is met when its turn comes; until then it must not count as unhandled.
    next.catch(() => {})
    drawn.push(next)
  }
  try {
    while (drawn.length < most) draw()
    for (;;) {
      const { done, value } = await drawn.shift()!
      if (done) return
      draw()
      yield value
    }
  } finally {
    await iterator.return?.()
  }
}
