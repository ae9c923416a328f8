/**
 * Narrows an index page's table to the rows whose term contains the text and whose category is the chosen one, and shows
 * thirty at a time. The controls are hidden in the HTML and shown by the script, so that a reader without scripts sees
 * the whole table and no dead controls.
 */
export const FILTER_SCRIPT = `
(() => {
  const perPage = 30
  const form = document.getElementById('filter')
  const pager = document.getElementById('pager')
  const status = document.getElementById('shown')
  const rows = Array.from(document.querySelectorAll('#terms tbody tr'), row => ({
    row, term: row.querySelector('th').textContent.toLowerCase(), category: row.querySelector('.category').textContent,
  }))
  const { text, category } = form.elements
  let found = rows
  let page = 1

  const link = number => {
    const item = document.createElement('li')
    const a = item.appendChild(document.createElement('a'))
    a.href = '#page-' + number
    a.textContent = number
    a.setAttribute('aria-label', 'Page ' + number)
    if (number === page) a.setAttribute('aria-current', 'page')
    return item
  }
  const gap = () => {
    const item = document.createElement('li')
    item.textContent = '…'
    return item
  }
  const show = () => {
    const pages = Math.max(1, Math.ceil(found.length / perPage))
    page = Math.min(Math.max(page, 1), pages)
    const first = (page - 1) * perPage
    const shown = new Set(found.slice(first, first + perPage))
    for (const entry of rows) entry.row.hidden = !shown.has(entry)
    status.textContent = found.length === 0
      ? 'No terms'
      : (first + 1) + '–' + (first + shown.size) + ' of ' + found.length.toLocaleString('en-GB') + ' terms'
    const list = document.createElement('ol')
    for (let number = 1, last = 0; number <= pages; number++) {
      if (number > 1 && number < pages && Math.abs(number - page) > 2) continue
      if (number > last + 1) list.append(gap())
      list.append(link(number))
      last = number
    }
    const held = pager.contains(document.activeElement)
    pager.replaceChildren(list)
    pager.hidden = pages === 1
    if (held) pager.querySelector('[aria-current]').focus({ preventScroll: true })
  }
  const narrow = () => {
    const words = text.value.trim().toLowerCase()
    found = rows.filter(entry =>
      (category.value === '' || entry.category === category.value) && entry.term.includes(words))
  }
  const turn = () => {
    page = Number(/^#page-([0-9]+)$/.exec(location.hash)?.[1] ?? 1)
    show()
  }
  form.addEventListener('input', () => {
    narrow()
    page = 1
    show()
  })
  form.addEventListener('submit', event => event.preventDefault())
  pager.addEventListener('click', event => {
    const chosen = event.target.closest('a')
    if (!chosen) return
    page = Number(chosen.textContent)
    show()
    form.scrollIntoView({ block: 'start' })
  })
  addEventListener('hashchange', turn)
  addEventListener('beforeprint', () => { for (const entry of found) entry.row.hidden = false })
  addEventListener('afterprint', show)
  form.hidden = false
  narrow()
  turn()
})()
`
