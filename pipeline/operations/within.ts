/**
 * What a promise gives, or an error after so long: a queue that has gone answers nothing at all.
 * @param milliseconds how long to wait
 */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`${what} gave no answer within ${milliseconds / 1000} s`)),
    milliseconds,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
    // What is late may fail later, and nobody listens any more.
    work.catch(() => {})
  }
}
