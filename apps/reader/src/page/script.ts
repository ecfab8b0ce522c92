/**
 * Keeps the front page up to date: when the program notifies of a change, the page's live parts are fetched
 * again. Only what differs is changed: what stays keeps its focus, what was typed and what was unfolded, and
 * a press that began before a change still reaches its button.
 */
export const script = `
const live = () => [...document.querySelectorAll('[data-live]')]
const served = new Map(live().map((part) => [part.id, part.outerHTML]))
const sent = new Map()
const isSame = (a, b) => a.nodeName === b.nodeName && a.id === b.id
const update = (old, next) => {
  if (!(old instanceof Element)) { if (old.data !== next.data) old.data = next.data; return }
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name) && name !== 'open') old.removeAttribute(name)
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  let at = old.firstChild
  for (const child of [...next.childNodes]) {
    let found = at
    while (found && !isSame(found, child)) found = found.nextSibling
    if (!found) { old.insertBefore(child, at); continue }
    while (at !== found) { const gone = at; at = at.nextSibling; gone.remove() }
    update(found, child)
    at = found.nextSibling
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove() }
}
const refresh = async () => {
  const response = await fetch(location.pathname + location.search, { headers: { accept: 'text/html' }, signal: AbortSignal.timeout(30_000) })
  if (!response.ok) throw new Error('the page is not there now')
  // Its style has another nonce than this page's policy, which would complain.
  const markup = (await response.text()).replace(/<style[^]*?<.style>/, '')
  const fresh = new DOMParser().parseFromString(markup, 'text/html')
  document.title = fresh.title
  for (const part of live()) {
    const next = fresh.getElementById(part.id)
    if (!next || next.outerHTML === served.get(part.id)) continue
    served.set(part.id, next.outerHTML)
    update(part, next)
    // What is wrong in a hidden PIN nobody sees: both its fields are typed again.
    const wrong = (id) => [id, id.replace('Again-', '-'), id.replace(/^(pin[12])-/, '$1Again-')].some((each) => document.getElementById(each)?.hasAttribute('aria-invalid'))
    for (const field of part.querySelectorAll('input:not([type=hidden])')) if (sent.get(field.id) === field.value && wrong(field.id)) field.value = ''
    if (part.id === 'requests' && document.activeElement === document.body) part.querySelector('input:not([type=hidden])')?.focus()
  }
}
let isFresh = true
let running
let later
// However much changes meanwhile, it is fetched once more. What failed is asked again: nothing else may happen that would show it.
const soon = () => { clearTimeout(later); isFresh = false; running ??= catchUp().finally(() => { running = undefined }) }
const catchUp = async () => {
  while (!isFresh) {
    isFresh = true
    try { await refresh() } catch { later = setTimeout(soon, 1000) }
  }
}
// New PINs are sent without leaving the page: what was typed stays where something else is wrong.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (!form.matches('[data-stay]') || event.submitter?.hasAttribute('formaction')) return
  event.preventDefault()
  for (const { id, value } of form.querySelectorAll('input:not([type=hidden])')) sent.set(id, value)
  void fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual' }).then(soon, soon)
})
const gone = document.getElementById('gone')
let missing
const watch = () => {
  const events = new EventSource('events')
  events.onmessage = () => { clearTimeout(missing); missing = undefined; gone.hidden = true; soon() }
  events.onerror = () => { missing ??= setTimeout(() => { gone.hidden = false }, 3000) }
  return events
}
let events = watch()
// A page that the browser keeps for going back would keep its connection too, and there are six for all of them.
addEventListener('pagehide', () => { clearTimeout(missing); events.close() })
addEventListener('pageshow', ({ persisted }) => { if (persisted) events = watch() })
const first = document.querySelector('#requests [autofocus]') ?? document.querySelector('#requests input:not([type=hidden])')
first?.focus()
`
