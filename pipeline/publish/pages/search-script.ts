/**
 * What the home page's search reads from the element `data`: names of terms with their file names, and groups of pages
 * (`permanent`, `London`, folder `permanent/london/`) by the terms they have.
 */
export interface SearchData {
  terms: [name: string, file: string][]
  groups: { label: string; folder: string; terms: number[] }[]
  /** Pages that are found by their whole title. */
  pages: [title: string, path: string][]
}

/**
 * Finds pages as the reader types: every word must begin a word of the page's title. The form is hidden in the HTML and
 * shown by the script; without it the lists by place remain.
 */
export const SEARCH_SCRIPT = `
(() => {
  const data = JSON.parse(document.getElementById('data').textContent)
  const form = document.getElementById('search')
  const list = document.getElementById('found')
  const status = document.getElementById('count')
  const most = 12
  const split = text => text.toLowerCase().split(/[\\s,()]+/).filter(Boolean)
  const entries = data.groups.flatMap(group => group.terms.map(index => {
    const [name, file] = data.terms[index]
    return { name, note: group.label, path: group.folder + file }
  })).concat(data.pages.map(([name, path]) => ({ name, note: '', path })))
  for (const entry of entries) {
    entry.words = split(entry.name + ' ' + entry.note)
    entry.lower = entry.name.toLowerCase()
  }
  const find = text => {
    const asked = split(text)
    if (asked.length === 0) return []
    const whole = asked.join(' ')
    const closeness = entry => entry.lower === whole ? 0 : whole.startsWith(entry.lower + ' ') ? 1 : entry.lower.startsWith(whole) ? 2 : 3
    return entries
      .filter(entry => asked.every(word => entry.words.some(other => other.startsWith(word))))
      .map((entry, order) => ({ entry, order, closeness: closeness(entry) }))
      .sort((a, b) => a.closeness - b.closeness || a.order - b.order)
      .map(({ entry }) => entry)
  }
  const show = () => {
    const found = find(form.elements.text.value)
    list.replaceChildren(...found.slice(0, most).map(({ name, note, path }) => {
      const item = document.createElement('li')
      const a = item.appendChild(document.createElement('a'))
      a.href = path
      a.textContent = name
      if (note) item.appendChild(document.createElement('span')).textContent = note
      return item
    }))
    status.textContent = form.elements.text.value.trim() === '' ? ''
      : found.length === 0 ? 'No page of that name'
      : found.length > most ? most + ' of ' + found.length.toLocaleString('en-GB') + ' pages'
      : found.length === 1 ? '1 page' : found.length + ' pages'
  }
  form.addEventListener('input', show)
  form.addEventListener('submit', event => {
    event.preventDefault()
    const first = list.querySelector('a')
    if (first) location.assign(first.href)
  })
  form.hidden = false
  show()
})()
`
