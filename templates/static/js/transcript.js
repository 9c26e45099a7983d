// A transcript's page: notes, languages, arriving at a place, steps from claim to claim.
;(() => {
const { root, $, $$, on, modified, recall, remember, words, fill, say, stepping } = Page
const transcript = $('.tx')
if (!transcript) return

const notes = $$('.note', transcript), marks = $$('mark[id^="claim-"]', transcript), toc = $('#toc')
const passage = mark => mark.closest('.psg')
const box = element => element.getBoundingClientRect()
const shown = element => element.getClientRects().length > 0

// Everything that belongs to a claim: words, refs, notes, cells of the strip (which may hold several).
const parts = new Map()
for (const part of $$('[data-c]', transcript))
  for (const id of part.dataset.c.split(' ')) parts.set(id, [...parts.get(id) ?? [], part])
const noteOf = id => parts.get(id)?.find(part => part.matches('.note'))

on(transcript, 'pointerover pointerout focusin focusout', event => {
  const ids = event.target.closest('[data-c]')?.dataset.c.split(' ') ?? []
  for (const id of ids) for (const part of parts.get(id)) part.classList.toggle('lit', /over|in$/.test(event.type))
})

// Language: the address says, or else memory; by the tag on its label (ja) or by its place (l2).
const tag = radio => radio.value == 'all' ? 'all' : radio.closest('[lang]')?.lang || radio.value
const wish = new URLSearchParams(location.search).get('lang') || recall('lang')
for (const radio of $$('[name=lang]', transcript)) {
  if (wish && (wish == tag(radio) || wish == radio.value)) radio.checked = true
  on(radio, 'change', () => {
    remember('lang', tag(radio))
    try { history.replaceState(history.state, '', '?lang=' + tag(radio) + location.hash) } catch {}
  })
}

// Notes are open in the margin and closed under the text. The widths are those of <main>, as in the stylesheet.
let wide
const settle = () => {
  const now = transcript.clientWidth >= 48 * parseFloat(getComputedStyle(root).fontSize)
  if (now == wide) return
  wide = now
  for (const note of notes) note.open = wide || note.matches('.at')
}
on(window, 'resize', settle)
settle()
on(transcript, 'click', event => { if (wide && event.target.closest('.note summary')) event.preventDefault() })
let closed
on(window, 'beforeprint', () => {
  closed = notes.filter(note => !note.open)
  for (const note of closed) note.open = true
})
on(window, 'afterprint', () => { for (const note of closed) note.open = false })

// The name of a passage, and that its address was copied, if it just was.
const named = passage => [passage.getAttribute('aria-label'), $('.n', passage).dataset.said].filter(Boolean).join(': ')

// Arriving at #claim-x, #note-p14-x or #p14. A claim is shown with its passage from the start, unless that is so long
// that the words would be below the fold, or the language hides them.
let at = -1, goal, patience
const show = (target, behavior) => {
  const beside = wide && target.closest('.notes')?.previousElementSibling
  const whole = passage(target) || beside || target
  const far = shown(target) && box(target).top - box(whole).top > innerHeight * .6
  goal = far ? target : whole
  clearTimeout(patience)
  patience = setTimeout(() => { goal = null }, 2000)
  goal.scrollIntoView({ behavior })
  if (behavior) hold()
}
// What is drawn as it comes into sight is not as high as was guessed: stay until it stands still, or the reader goes on.
const hold = (frames = 12) => {
  goal?.scrollIntoView({ behavior: 'instant' })
  if (goal && frames) requestAnimationFrame(() => hold(frames - 1))
  else goal = null
}
on(document, 'scrollend', () => hold())
on(document, 'wheel touchstart pointerdown keydown', () => { goal = null })
const arrive = (behavior, move = true) => {
  const target = $(':target', transcript)
  for (const note of notes) note.classList.remove('at')
  if (!target) return
  const id = target.matches('mark, .note') && target.dataset.c
  if (id) {
    const note = target.matches('.note') ? target : noteOf(id)
    note?.classList.add('at')
    if (note) note.open = true
    at = marks.findIndex(mark => mark.dataset.c == id)
    if ($('#pos')) $('#pos').textContent = fill(words.of, at + 1, marks.length)
    say(note ? `${$('.vd', note).textContent}: ${$('strong', note).textContent}` : target.textContent)
  } else if (target.matches('.psg')) say(named(target))
  if (move) show(target, behavior)
}
on(window, 'hashchange', () => arrive())
// The browser goes to the words themselves until the page has loaded, so this must come after. Going back or
// reloading, the reader's own place in the page counts.
if (location.hash) on(window, 'load', () => {
  arrive('instant', performance.getEntriesByType('navigation')[0]?.type == 'navigate')
})

// The number of a passage copies its address, besides going there; the line of one that is not shown opens it.
on(transcript, 'click', async event => {
  const line = event.target.closest('.psg:not(.st-checked)'), link = event.target.closest('.psg > .n')
  if (line && $('#only').checked) line.classList.add('open')
  if (!link || modified(event) || event.shiftKey) return
  try {
    await navigator.clipboard.writeText(link.href)
    link.dataset.said = words.linked
    say(named(link.parentNode))
    setTimeout(() => delete link.dataset.said, 3000)
  } catch {}
})

// One claim on or back: from the last one if it is still in sight (or about to be), else from where the reader is.
const step = by => {
  if (!marks.length) return
  const last = marks[at] && box(passage(marks[at]))
  if (!last || !goal && (last.bottom < 0 || last.top > innerHeight)) {
    const below = marks.findIndex(mark => box(passage(mark)).top > 60)
    at = (below < 0 ? marks.length : below) - (by > 0)
  }
  const mark = marks[Math.max(0, Math.min(marks.length - 1, at + by))]
  // Not replaceState: only a real jump moves :target, and this one adds nothing to the history either.
  location.replace('#' + mark.id)
  arrive()
  const summary = $('summary', noteOf(mark.dataset.c) ?? mark)
  ;(summary ?? parts.get(mark.dataset.c).find(part => part.matches('.ref')))?.focus({ preventScroll: true })
}
stepping(step)
for (const button of $$('[data-go]')) on(button, 'click', () => step(+button.dataset.go))

// Contents: where the reader is; as a sheet, closed after a jump.
if (toc) {
  on(toc, 'click', event => { if (event.target.closest('a') && toc.matches(':popover-open')) toc.hidePopover() })
  const links = $$('li > .q', toc), cells = $$('.mini a', transcript), now = $('#now')
  const observer = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      const hash = '#' + ($('h2', target.parentNode) ?? target.parentNode).id
      for (const link of links) {
        link.ariaCurrent = link.hash == hash ? 'true' : null
        if (link.hash != hash || !now) continue
        now.textContent = '§ ' + link.firstElementChild.textContent
        now.parentNode.ariaLabel = `${toc.ariaLabel}: ${now.textContent}`
      }
      if (!target.matches('.psg')) continue
      for (const cell of cells) cell.classList.toggle('here', cell.hash == '#' + target.id)
    }
  }, { rootMargin: '-20% 0px -75%' })
  for (const part of $$('.psg, .flow > h2', transcript)) observer.observe(part)
}
})()
