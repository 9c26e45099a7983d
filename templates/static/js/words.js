'use strict'
// Finding words as the build does, and marking them. Shared by the lists that can be filtered (filter.js).
const Words = (() => {
const LONG = 240, ROOM = 70 // characters: what is shown whole, and what stays beside a hit where it is not

// The same as fold() in factpress/text.py: width, letter case and white space, and nothing else, so that 10² stays
// apart from 102. tests/browser/test_search.py compares the two, letter by letter.
const SPACE = /(?:(?!\ufeff)[\s\x1c-\x1f\x85])+/g
const BLANK = /^(?!\ufeff)[\s\x1c-\x1f\x85]/
const narrow = c => {
  const n = c.charCodeAt()
  if (n == 0xffe3) return '\u00af'
  if (n < 0xffa0 || n > 0xffdc) return c.normalize('NFKC')
  // Of half-width Hangul NFKC would make another letter.
  return String.fromCharCode(n == 0xffa0 ? 0x3164 : n < 0xffc2 ? n - 0xce70 : n - 0xce73 - 2 * (n - 0xffc2 >> 3))
}
// Full case folding: ß is ss, every sigma is σ; ı stays itself, and Cherokee folds to its large letters.
const lower = text => text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ')
const fold = text => text
  .replace(/[\uff01-\uffee]/g, narrow)
  .replace(SPACE, ' ')
  .replace(/[^\u0131\u13a0-\u13fd\uab70-\uabbf]+/g, lower)
  .replace(/[\u13f8-\u13fd\uab70-\uabbf]/g, c => c.toUpperCase())

// Where each unit of the folded text begins and ends in the original.
const way = text => {
  const starts = [], ends = []
  let at = 0, blank = false
  for (const c of text) {
    const end = at + c.length, again = blank
    blank = BLANK.test(c)
    if (blank && again) ends[ends.length - 1] = end
    else {
      // Only letters between these, and ligatures, fold to several.
      const even = c < '\x80' || c > '\u3000' && (c < '\ufb00' || c > '\ufb17')
      const units = even ? c.length : fold(c).length
      for (let n = 0; n < units; n++) {
        starts.push(at)
        ends.push(end)
      }
    }
    at = end
  }
  return { starts, ends }
}

const split = typed => fold(typed.normalize()).split(' ').filter(Boolean)
const part = node => ({ node, text: node.textContent, folded: fold(node.textContent) })
const holds = (parts, word) => parts.some(({ folded }) => folded.includes(word))

// The spans of all hits in the original, in order; those that touch are one.
const hits = ({ text, folded }, words) => {
  const spans = []
  let map
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      map ??= way(text)
      spans.push([map.starts[at], map.ends[at + word.length - 1]])
    }
  spans.sort((a, b) => a[0] - b[0])
  return spans.reduce((all, [start, end]) => {
    const last = all.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else all.push([start, end])
    return all
  }, [])
}

const cut = (text, head, tail) => {
  if (text.length <= head + tail + 20) return text
  // No half word at the edge. Only Latin letters are words here: Japanese may be cut anywhere.
  const start = head && text.slice(0, head).replace(/\W\w{1,14}$/, '')
  const end = tail && text.slice(-tail).replace(/^\w{1,14}(?=\W)/, '')
  return `${start || ''} … ${end || ''}`
}

// Show a part with its hits marked; without words, as it was printed. Of a long one, what stands around the hits.
const mark = (part, words) => {
  const spans = words.length ? hits(part, words) : []
  if (!spans.length && !part.marked) return
  const { node, text } = part, long = text.length > LONG
  part.marked = spans.length > 0
  node.classList.toggle('found', part.marked)
  let at = 0
  const pieces = spans.flatMap(([start, end]) => {
    const between = text.slice(at, start), hit = document.createElement('mark')
    hit.className = 'hit'
    hit.textContent = text.slice(start, end)
    const head = at && ROOM
    at = end
    return [long ? cut(between, head, ROOM) : between, hit]
  })
  const rest = text.slice(at)
  node.replaceChildren(...pieces, long && part.marked ? cut(rest, 2 * ROOM, 0) : rest)
}

return { fold, holds, mark, part, split }
})()
