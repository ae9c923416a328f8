/** An archive cannot be read, or not to its end: the message is one line with the path and, where known, the byte. */
export class ArchiveError extends Error {
  override name = 'ArchiveError'
}
