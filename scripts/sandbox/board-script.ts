/**
 * What the JavaScript board runs in a browser: it fetches the advert, adds its JSON-LD, and shows it last, so that
 * `article.advert` stands only on a page that is complete.
 */
export const boardScript = `
const board = document.getElementById('board')
const read = async path => {
  const response = await fetch(path)
  if (!response.ok) throw new Error(path + ': ' + response.status)
  return response.json()
}
async function showAdvert(id) {
  const advert = await read('/api/adverts/' + id)
  document.title = advert.title
  const block = document.createElement('script')
  block.type = 'application/ld+json'
  block.textContent = advert.jsonLd
  document.head.append(block)
  board.innerHTML = advert.html
}
async function showIndex() {
  const list = document.createElement('ul')
  for (const { path, title } of await read('/api/adverts')) {
    const link = document.createElement('a')
    link.href = path
    link.textContent = title
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  board.append(list)
}
const id = /^\\/advert\\/([\\w-]+)$/.exec(location.pathname)
;(id ? showAdvert(id[1]) : showIndex()).catch(error => {
  board.textContent = 'The board is out of reach: ' + error.message
})
`
