/** Elements that hold nothing and have no end tag. */
const VOID = words('area base br col embed hr img input link meta param source track wbr')
/** Elements that the end tag of a word or a phrase inside them does not reach out of. */
const BLOCKS = words(
  `address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4
   h5 h6 header hr html li main nav ol p pre section summary table tbody td template tfoot th thead tr ul`,
)
const TABLE_PARTS = words('body html table tbody td template tfoot th thead tr')
const CELLS = ['table', 'td', 'th', 'template']
const LISTS = ['ul', 'ol', 'dl', ...CELLS]
const TABLES = ['table', 'template']
/** What a start tag ends besides (`<li>` the item before it), if no element of `within` stands between them. */
const ENDED = new Map([
  ['li', { ends: ['li'], within: LISTS }],
  ['dt', { ends: ['dt', 'dd'], within: LISTS }],
  ['dd', { ends: ['dt', 'dd'], within: LISTS }],
  ['option', { ends: ['option'], within: ['select', ...CELLS] }],
  ['td', { ends: ['td', 'th'], within: TABLES }],
  ['th', { ends: ['td', 'th'], within: TABLES }],
  ['tr', { ends: ['tr'], within: TABLES }],
  ['tbody', { ends: ['thead', 'tbody'], within: TABLES }],
  ['tfoot', { ends: ['tbody'], within: TABLES }],
])
const PARAGRAPH = { ends: ['p'], within: ['button', ...CELLS] }

/**
 * The elements that are open at a place of a page, with end tags supplied and ignored about as browsers do. Every step
 * takes the same time, however deep the page and however many its stray end tags.
 *
 * @param onEnd told of each element when it ends, by its own end tag or by another's
 */
export function openElements<Element>(onEnd: (element: Element) => void) {
  const stack: { name: string; element: Element }[] = []
  /** Where the elements of a name, and all blocks, stand on the stack. */
  const places = new Map<string, number[]>()
  const blocks: number[] = []

  const place = (name: string): number => places.get(name)?.at(-1) ?? -1
  const nearest = (names: string[]): number => Math.max(...names.map(place))

  function endTo(depth: number): void {
    while (stack.length > depth) {
      const { name, element } = stack.pop()!
      places.get(name)!.pop()
      if (BLOCKS.has(name)) blocks.pop()
      onEnd(element)
    }
  }

  function endBetween(rule: { ends: string[]; within: string[] } | undefined): void {
    if (rule && nearest(rule.ends) > nearest(rule.within)) endTo(nearest(rule.ends))
  }

  return {
    get depth() {
      return stack.length
    },
    get innermost(): Element | undefined {
      return stack.at(-1)?.element
    },
    /** Ends what a start tag of the name ends; asked before the element is made, so that it finds its parent. */
    makeRoom(name: string): void {
      endBetween(BLOCKS.has(name) ? PARAGRAPH : undefined)
      endBetween(ENDED.get(name))
    },
    start(name: string, element: Element): void {
      const known = places.get(name)
      if (known) known.push(stack.length)
      else places.set(name, [stack.length])
      if (BLOCKS.has(name)) blocks.push(stack.length)
      stack.push({ name, element })
    },
    /** The end tag of an element that is not open, or that a block stands in the way of, ends nothing. */
    end(name: string): void {
      const at = place(name)
      const barrier = BLOCKS.has(name) ? nearest(CELLS) : (blocks.at(-1) ?? -1)
      if (at >= 0 && (TABLE_PARTS.has(name) || at > barrier)) endTo(at)
    },
    endAll: () => endTo(0),
  }
}

export const isVoid = (name: string): boolean => VOID.has(name)
export const isBlock = (name: string): boolean => BLOCKS.has(name)

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/))
}
