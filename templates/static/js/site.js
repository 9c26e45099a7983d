'use strict'
// Conveniences only: every page is complete and every link works without these files.
// Here is what all pages share; transcript.js and claim.js come after it, in the same file of the site.
const Page = (() => {
const root = document.documentElement
const $ = (selector, from = document) => from.querySelector(selector)
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)]
const on = (target, types, act) => { for (const type of types.split(' ')) target?.addEventListener(type, act) }

const modified = event => event.ctrlKey || event.metaKey || event.altKey

// Storage may be forbidden; then nothing is remembered.
const recall = key => { try { return localStorage[key] } catch {} }
const remember = (key, value) => { try { value ? localStorage[key] = value : delete localStorage[key] } catch {} }

// What is said, and the words of buttons made here: the page gives them, so that they are in its language.
const live = $('#say'), words = live.dataset
const fill = (text, ...values) => text.replace(/\{\}/g, () => values.shift())
const say = text => { live.textContent = text }

// Theme: remembered only while it differs from the system's.
const systemDark = matchMedia('(prefers-color-scheme: dark)')
on($('button[data-theme-switch]'), 'click', () => {
  const dark = root.dataset.theme ? root.dataset.theme == 'dark' : systemDark.matches
  const next = dark ? 'light' : 'dark'
  if (dark == systemDark.matches) root.dataset.theme = next
  else delete root.dataset.theme
  remember('theme', root.dataset.theme)
  say(words[next])
})

// Copy; where the clipboard is closed, select instead.
for (const button of $$('[data-copy]')) {
  const label = button.lastChild, text = label.textContent
  on(button, 'click', async () => {
    const source = $(button.dataset.copy), fold = source.closest('details')
    let done = words.copied
    try {
      await navigator.clipboard.writeText(source.textContent.trim())
    } catch {
      if (fold) fold.open = true
      getSelection().selectAllChildren(source)
      done = words.selected
    }
    label.textContent = done
    say(done)
    setTimeout(() => { label.textContent = text }, 3000)
  })
}

// What j and k do is the transcript's business.
let step
// Single keys, with a switch that turns them off (WCAG 2.1.4).
const keys = $('#keys-on')
if (keys) keys.checked = recall('keys') != 'off'
on(keys, 'change', () => remember('keys', keys.checked ? '' : 'off'))
on(document, 'keydown', event => {
  if (!keys?.checked || modified(event)) return
  if (event.target.closest?.('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]')) return
  if (event.key == '?') $('#keys').togglePopover?.()
  if (event.key == '/') {
    // The first field that can be seen; on a small screen there may be none but on the search page.
    const field = $$('[type=search]').find(input => input.getClientRects().length)
    event.preventDefault()
    if (field) field.focus()
    else location.href = $('.go-find').href
  }
  if (event.key == 'j') step?.(1)
  if (event.key == 'k') step?.(-1)
})

return { root, $, $$, on, modified, recall, remember, words, fill, say, stepping(act) { step = act } }
})()
