/** Keeps the front page up to date: when the program says that something changed, its live parts are fetched anew. */
export const script = `
const live = () => [...document.querySelectorAll('[data-live]')]
const served = new Map(live().map((part) => [part.id, part.outerHTML]))
const valuesIn = (part) => [...part.querySelectorAll('input:not([type=hidden])')].map(({ id, value }) => [id, value])
const refresh = async () => {
  const response = await fetch(location.pathname, { headers: { accept: 'text/html' } })
  if (!response.ok) return
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
    for (const [id, value] of typed) { const field = document.getElementById(id); if (field && value) field.value = value }
    const field = (focused && document.getElementById(focused)) || (part.id === 'requests' && document.activeElement === document.body && part.querySelector('input:not([type=hidden])'))
    if (field) field.focus()
  }
}
let again = Promise.resolve()
const events = new EventSource('events')
events.onmessage = () => { again = again.then(refresh, refresh) }
const first = document.querySelector('#requests [autofocus]') ?? document.querySelector('#requests input:not([type=hidden])')
first?.focus()
`
