/** The part of an address's path that `path` captures first, decoded; `''` where the path is another. */
export function pathSegment(address: string, path: RegExp): string {
  const segment = path.exec(new URL(address).pathname)?.[1] ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
