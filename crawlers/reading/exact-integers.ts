/**
 * For `JSON.parse`: a whole number beyond 2^53 comes as the text of its digits, where it would be rounded as a number.
 * @param context what `JSON.parse` tells besides: the number as it was written
 */
export function exactIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  const digits = context?.source
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isRounded && digits !== undefined && /^-?\d+$/.test(digits) ? digits : value
}
