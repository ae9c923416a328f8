import { decodeHTML } from 'entities'

/** The words of a piece of HTML on one line; what was escaped once more is undone too. */
export function plainText(html: string): string {
  const text = withoutTags(html)
  return (/&lt;|&amp;/.test(html) ? withoutTags(text) : text).replace(/\s+/g, ' ').trim()
}

const withoutTags = (html: string): string => decodeHTML(html.replace(/<[^<>]*>/g, ' '))
