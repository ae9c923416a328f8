import { Parser } from 'htmlparser2'

const WORD_BREAK = /[^\p{L}\p{N}+#.]+/u

/** The text of HTML as the parser streams it, tags left out. */
export function streamText(html: string): string {
  let text = ''
  const parser = new Parser({
    ontext(chunk) {
      text += chunk
    },
    onopentag() {
      text += ' '
    },
  })
  parser.end(html)
  return text
}

/** The least that any reader of adverts does: HTML to text, lower-cased and split into words. @returns their number */
export const splitWords = (html: string): number => streamText(html).toLowerCase().split(WORD_BREAK).length
