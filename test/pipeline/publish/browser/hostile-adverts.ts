import type { RawPosting } from '../../../../crawlers/source.ts'

/** What hostile code calls when it runs; the tests expose it to every page and want it never called. */
export const ALARM = '__alarm'

/** A host that no page may ask. */
export const ELSEWHERE = 'attacker.example'

const call = `${ALARM}(document.URL)`

/** Texts that run, load or lead astray where a page takes them for more than text. */
export const hostileTexts: readonly string[] = [
  `<script>${call}</script>`,
  `</title><script>${call}</script>`,
  `</style><script>${call}</script><style>`,
  `</script><script>${call}</script>`,
  `</table></main><script>${call}</script>`,
  `<img src=x onerror="${call}">`,
  `<svg onload="${call}"><animate onbegin="${call}" attributeName=x dur=1s></svg>`,
  `<svg><script href="data:text/javascript,${call}"/></svg>`,
  `<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
  `<a href="javascript:${call}">Apply</a>`,
  `<body onload="${call}" onpageshow="${call}">`,
  `<input autofocus onfocus="${call}">`,
  `<details open ontoggle="${call}"><summary>x</summary></details>`,
  `<meta http-equiv="refresh" content="0;url=http://${ELSEWHERE}/">`,
  `<base href="http://${ELSEWHERE}/">`,
  `<link rel="stylesheet" href="http://${ELSEWHERE}/x.css">`,
  `<object data="http://${ELSEWHERE}/"></object><embed src="http://${ELSEWHERE}/">`,
  `<form action="http://${ELSEWHERE}/"><button>Go</button></form>`,
  `" onmouseover="${call}" x="`,
  `' onfocus='${call}' autofocus tabindex=0 x='`,
  `\` onerror=${call} \``,
  `--><script>${call}</script><!--`,
  `]]><script>${call}</script>`,
  `&lt;script&gt;${call}&lt;/script&gt;`,
  `&#60;img src=x onerror=${call}&#62;`,
  `\${${call}}`,
  `{{constructor.constructor('${call}')()}}`,
  `<%= ${call} %>`,
  `=HYPERLINK("http://${ELSEWHERE}/","Apply")`,
  `@SUM(1+1)*cmd|' /C calc'!A0`,
  'reversed \u202egnirts\u202c text',
  'isolates \u2066left\u2069 open \u2067',
  '\ufeffzero\u200bwidth\u2028line\u2029paragraph',
  `\u0000<scr\u0000ipt>${call}</script>`,
  `<ſcript>${call}</ſcript>`,
]

/** Addresses of adverts that are no links, or not to where they seem to lead. */
const hostileAddresses: readonly string[] = [
  `javascript:${call}`,
  `JavaScript:${call}`,
  `java\nscript:${call}`,
  ` javascript:${call}`,
  `data:text/html,<script>${call}</script>`,
  `vbscript:${call}`,
  'file:///etc/passwd',
  `https://boards.example/"onmouseover="${call}`,
  `https://boards.example/'><script>${call}</script>`,
  `//${ELSEWHERE}/`,
]

/** Past one who takes markup out before it reads entities. */
const encoded = (text: string): string => text.replaceAll('<', '&#60;').replaceAll('>', '&#62;')

/** Titles whose guides and positions show the adverts. */
export const hostileTitles = ['Software Engineer', 'Data Engineer'] as const

/**
 * Adverts that are open and the newest there are, with each text as title, company and description: as it is for the first
 * title, encoded for the second.
 */
export function hostileAdverts(day: string): Partial<RawPosting>[] {
  return hostileTitles.flatMap((title, at) =>
    hostileTexts.map((plain, n) => {
      const text = at === 0 ? plain : encoded(plain)
      return {
        source: 'hostile-board',
        sourceId: `${title} ${n}`,
        url: hostileAddresses[n % hostileAddresses.length]!,
        title: n % 2 === 0 ? `${title} ${text}` : `${text} ${title}`,
        description: `<p>We need Python, Java and SQL.</p>${text}`,
        company: `Company ${n} ${text}`,
        locations: ['London, UK'],
        salaryText: `£${60 + n},000 per annum`,
        employmentTypes: ['permanent'],
        postedAt: day,
        seenAt: `${day}T09:00:00Z`,
      }
    }),
  )
}
