import { createHash } from 'node:crypto'

/** What a page is known by in the tables: md5 of its address and of what is posted to it, as PostgreSQL makes it. */
export const pageHash = ({ url, post }: { url: string; post?: string | undefined }): string =>
  createHash('md5')
    .update(post === undefined ? url : `${url}\n${post}`)
    .digest('hex')

/** What a listing says of an advert, short enough to keep beside each. */
export const stubHash = (stub: string): string => createHash('md5').update(stub).digest('hex')
