/**
 * Keeps the front page up to date: when the program notifies of a change, the page's live parts are fetched
 * again.
 */
export const script = `
const live = () => [...document.querySelectorAll('[data-live]')]
const served = new Map(live().map((part) => [part.id, part.outerHTML]))
const valuesIn = (part) => [...part.querySelectorAll('input:not([type=hidden])')].map(({ id, value }) => [id, value])
const sent = new Map()
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
    const focused = part.contains(document.activeElement) ? document.activeElement.id : ''
    const typed = valuesIn(part)
    part.replaceChildren(...next.childNodes)
    // What is wrong in a hidden PIN nobody sees: both its fields are typed again.
    const wrong = (id) => [id, id.replace('Again-', '-'), id.replace(/^(pin[12])-/, '$1Again-')].some((each) => document.getElementById(each)?.hasAttribute('aria-invalid'))
    for (const [id, value] of typed) { const field = document.getElementById(id); if (field && value && !(sent.get(id) === value && wrong(id))) field.value = value }
    const field = (focused && document.getElementById(focused)) || (part.id === 'requests' && document.activeElement === document.body && part.querySelector('input:not([type=hidden])'))
    if (field) field.focus()
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
  for (const [id, value] of valuesIn(form)) sent.set(id, value)
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
