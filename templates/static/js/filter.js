'use strict'
// The lists of the home page and the search page: filters, words, and an address for every state of them.
// The page says what there is: a filter is a link with data-f="facet:value", and a row, or what it stands in, has
// data-facet with its values. Without this file the links lead somewhere by themselves.
;(() => {
const { $, $$, modified, fill } = Page
const list = $('#rows'), field = $('#q')
if (!list || !field) return
const count = $('#count'), everything = count.textContent, chips = $('#chips'), sheet = field.closest('[popover]')
const shelves = $$('.grp, .part', list), cells = $$('.strip .sg')

const facets = new Map() // by name: what is chosen
const links = new Map() // by facet:value
for (const link of $$('[data-f]')) {
  links.set(link.dataset.f, link)
  facets.set(link.dataset.f.split(':')[0], new Set())
}
const label = link => $('span', link).textContent

const entries = $$('.row', list).map(row => ({
  row,
  title: $('.t a', row),
  // Looked up when first asked for: a long page should not wait for it.
  values(facet) { return this[facet] ??= (row.closest(`[data-${facet}]`)?.dataset[facet] ?? '').split(' ') },
  get parts() { return this.read ??= $$('.t:not(.n) a, p, .meta span', row).map(Words.part) },
}))

const matches = (entry, words) =>
  [...facets].every(([facet, chosen]) => !chosen.size || entry.values(facet).some(value => chosen.has(value))) &&
  words.every(word => Words.holds(entry.parts, word))

const query = () => {
  const said = new URLSearchParams()
  for (const [facet, chosen] of facets) if (chosen.size) said.set(facet, [...chosen])
  if (field.value.trim()) said.set('q', field.value.trim())
  return `${said}`.replaceAll('%2C', ',')
}

// What the address says; a value that the page does not know is passed over.
const read = () => {
  const said = new URLSearchParams(location.search), plain = location.hash.match(/^#f-(.+)/) // from a page without script
  for (const [facet, chosen] of facets) {
    chosen.clear()
    for (const value of said.get(facet)?.split(',') ?? []) if (links.has(`${facet}:${value}`)) chosen.add(value)
  }
  if (plain && links.has(`verdict:${plain[1]}`)) facets.get('verdict').add(plain[1])
  field.value = said.get('q') ?? ''
}

const chip = (text, act) => {
  const button = document.createElement('button')
  Object.assign(button, { type: 'button', className: 'btn chip', ariaLabel: fill(chips.dataset.remove, text) })
  button.append(text, $('template', chips.parentNode).content.cloneNode(true))
  button.addEventListener('click', () => {
    const place = [...chips.children].indexOf(button)
    act()
    ;(chips.children[place] ?? chips.lastElementChild ?? count).focus({ preventScroll: true })
  })
  return button
}

const follow = (active, shown) => {
  for (const cell of cells) {
    const on = (cell.dataset.c?.split(' ') ?? []).map(id => shown.has(`claims/${id}.html`))
    cell.classList.toggle('off', active && !on.includes(true))
    for (const kind of ['svg', 'i'])
      $$(kind, cell).forEach((sign, n) => { sign.classList.toggle('off', active && on[n] === false) })
  }
}

// `how` is push for a choice, replace for typing, and nothing where the address said it.
const draw = how => {
  const words = Words.split(field.value), address = query(), active = address != '', shown = new Set()
  for (const entry of entries) {
    const found = matches(entry, words)
    entry.row.hidden = !found
    if (found) shown.add(entry.title.getAttribute('href'))
    if (entry.read) for (const part of entry.parts) Words.mark(part, found ? words : [])
  }
  for (const shelf of shelves) shelf.hidden = active && !$('.row:not([hidden])', shelf)
  const on = []
  for (const [name, link] of links) {
    const [facet, value] = name.split(':'), chosen = facets.get(facet).has(value)
    link.ariaCurrent = chosen ? 'true' : null
    if (chosen) on.push(chip(label(link), () => flip(name)))
  }
  if (words.length) on.push(chip(`“${field.value.trim()}”`, () => { field.value = ''; draw('push') }))
  chips.replaceChildren(...on)
  const said = active ? fill(count.dataset.shown, shown.size, entries.length) : everything
  if (count.textContent != said) count.textContent = said
  $('#list').classList.toggle('filtered', active)
  $('#none').hidden = shown.size > 0
  for (const link of $$('[data-everywhere]')) link.search = words.length ? '?q=' + encodeURIComponent(field.value.trim()) : ''
  follow(active, shown)
  // Safari allows a hundred changes of the address in half a minute; a fast typist may have more.
  if (how) try { history[how + 'State'](null, '', active ? '?' + address : location.pathname) } catch {}
}

const flip = name => {
  const [facet, value] = name.split(':'), chosen = facets.get(facet)
  if (!chosen.delete(value)) chosen.add(value)
  draw('push')
}
const act = (link, deed) => link.addEventListener('click', event => {
  if (modified(event) || event.shiftKey) return // a new tab, as usual
  event.preventDefault()
  deed()
})
for (const [name, link] of links) act(link, () => flip(name))
for (const link of $$('.clear')) act(link, () => {
  for (const chosen of facets.values()) chosen.clear()
  field.value = ''
  draw('push')
  count.focus({ preventScroll: true })
})

// Not while Japanese is being converted: half-written words stand nowhere.
field.addEventListener('input', event => { if (!event.isComposing) draw('replace') })
field.addEventListener('compositionend', () => draw('replace'))
field.form.addEventListener('submit', event => {
  event.preventDefault()
  if (sheet?.matches(':popover-open')) sheet.hidePopover()
})
addEventListener('popstate', () => { read(); draw() })

// Escape clears the words. Down goes from the field to the first entry and on, up goes back.
document.addEventListener('keydown', event => {
  if (event.isComposing) return
  const at = document.activeElement, inside = list.contains(at)
  if (event.key == 'Escape' && (inside || at == field) && field.value) {
    event.preventDefault()
    field.value = ''
    draw('replace')
    field.focus()
  }
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!by || modified(event) || event.shiftKey) return
  if (at == field ? by < 0 : !at.matches('#rows .t a')) return
  event.preventDefault()
  const titles = entries.filter(({ row }) => !row.hidden).map(({ title }) => title)
  const next = titles.indexOf(at) + by // of the field: 0, since it is at -1
  ;(next < 0 ? field : titles[next])?.focus()
})

read()
if (query()) draw(location.hash.startsWith('#f-') && 'replace')
})()
