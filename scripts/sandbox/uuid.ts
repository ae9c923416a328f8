import { createRandom } from './random.ts'

/** A random UUID (version 4) that depends on its seed alone. */
export function uuidOf(...seed: (string | number)[]): string {
  const random = createRandom('uuid', ...seed)
  const digits = (count: number): string =>
    Array.from({ length: count }, () => random.int(0, 15).toString(16)).join('')
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${random.pick(['8', '9', 'a', 'b'])}${digits(3)}-${digits(12)}`
}
