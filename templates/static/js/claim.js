// A claim's page: what a source shows, beside the words that cite it; ways to cite the claim.
;(() => {
const { $, $$, on, modified, words, fill } = Page
if (!$('#cite')) return

// A citation opens the row of the evidence that it leads to. Without this file it goes there.
const card = document.createElement('div')
card.className = 'key cited'
card.popover = 'auto'
card.tabIndex = -1
card.setAttribute('role', 'dialog')
card.setAttribute('aria-labelledby', 'cited')
$('main').append(card)
let from
on(card, 'toggle', event => { if (event.newState == 'closed') from.classList.remove('from') })
on(document, 'click', event => {
  const link = event.target.closest('.cite-ref[href^="#e-"]')
  if (!link || !card.showPopover || modified(event) || event.shiftKey) return
  event.preventDefault()
  const row = $(link.hash), copy = cell => [...cell.cloneNode(true).childNodes]
  const close = $('#keys [popovertarget]').cloneNode(true), title = document.createElement('h2'), facts = document.createElement('dl')
  close.removeAttribute('popovertarget')
  on(close, 'click', () => card.hidePopover())
  title.id = 'cited'
  title.append(...copy(row.cells[0]))
  facts.className = 'facts'
  for (const cell of $$('td', row)) {
    const name = document.createElement('dt'), value = document.createElement('dd')
    name.append(cell.dataset.l)
    value.append(...copy(cell))
    facts.append(name, value)
  }
  card.replaceChildren(close, title, facts)
  card.hidePopover()
  from = link
  link.classList.add('from')
  link.focus() // to which the focus returns; Safari gives it to no link that is clicked
  card.showPopover()
  card.focus()
})

// Ways to cite, composed of what stands on the page.
const text = selector => $(selector)?.textContent.trim() ?? ''
const day = id => $(`#${id} time`).dateTime
const url = $('link[rel=canonical]').href, site = $('meta[property="og:site_name"]').content
const id = url.split('/').pop().replace(/\.html$/, ''), verdict = text('.verdict b'), title = `${text('h1')}: ${verdict}`
const published = day('published'), note = fill(words.verified, day('verified'))
const authors = (text('#authors') || site).split(', ')
const tex = said => said.replace(/[\\~^]/g, ' ').replace(/[&%$#_{}]/g, '\\$&')
const quotes = $$('.quote .lang').map(said => `“${$$('mark', said).map(mark => mark.textContent).join(' … ')}”`)
const ways = {
  share: [...quotes.filter(said => said != '“”'), `(${text('#speaker')})`, `${verdict}: ${text('.answer')}`, url],
  bibtex: [
    `@online{${id},`,
    `  author = {${authors.map(name => `{${tex(name)}}`).join(' and ')}},`,
    `  title = {{${tex(title)}}},`,
    `  organization = {${tex(site)}},`,
    `  date = {${published}},`,
    `  url = {${url}},`,
    `  note = {${note}}`,
    '}',
  ],
  ris: [
    'TY  - ELEC', `TI  - ${title}`, ...authors.map(name => `AU  - ${name}`), `T2  - ${site}`,
    `PY  - ${published.slice(0, 4)}`, `DA  - ${published.replaceAll('-', '/')}`, `UR  - ${url}`, `N1  - ${note}`, 'ER  - ',
  ],
  csl: [JSON.stringify([{
    id, type: 'webpage', title, author: authors.map(literal => ({ literal })), 'container-title': site,
    issued: { 'date-parts': [published.split('-').map(Number)] }, URL: url, note,
  }], null, 2)],
}
for (const way in ways) $('#' + way).textContent = ways[way].join('\n')
})()
