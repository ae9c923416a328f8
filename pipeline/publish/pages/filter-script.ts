/**
 * Narrows an index page's table to the rows whose term contains the text and whose category is the chosen one. The
 * form is hidden in the HTML and shown by the script, so that a reader without scripts sees no dead controls.
 */
export const FILTER_SCRIPT = `
(() => {
  const form = document.getElementById('filter')
  const rows = Array.from(document.querySelectorAll('#terms tbody tr'))
  const status = document.getElementById('shown')
  const { text, category } = form.elements
  const apply = () => {
    const words = text.value.trim().toLowerCase()
    let shown = 0
    for (const row of rows) {
      const fits =
        (category.value === '' || row.dataset.category === category.value) &&
        row.querySelector('th').textContent.toLowerCase().includes(words)
      row.hidden = !fits
      if (fits) shown += 1
    }
    status.textContent = shown === rows.length ? '' : shown + ' of ' + rows.length + ' terms'
  }
  form.addEventListener('input', apply)
  form.addEventListener('submit', event => event.preventDefault())
  form.hidden = false
  apply()
})()
`
