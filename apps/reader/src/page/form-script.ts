/**
 * Sends a form without leaving the page: where something is wrong, what was typed elsewhere stays in the
 * browser, and no PIN has to be part of a page. Without scripts, PINs are typed again.
 */
export const formScript = `
const main = document.querySelector('main')
const valuesIn = (form) => [...form.querySelectorAll('input:not([type=hidden]), select')].map(({ id, value }) => [id, value])
let isSending = false
const send = async (form) => {
  const response = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { accept: 'text/html' } })
  if (response.redirected) { location.replace(response.url); return }
  // Its style has another nonce than this page's policy, which would complain.
  const markup = (await response.text()).replace(/<style[^]*?<.style>/, '')
  const fresh = new DOMParser().parseFromString(markup, 'text/html')
  const typed = valuesIn(form)
  document.title = fresh.title
  main.replaceChildren(...fresh.querySelector('main').childNodes)
  // What is wrong in a hidden PIN nobody sees: both its fields are typed again.
  for (const [id, value] of typed) { const field = document.getElementById(id); if (field && !('typedAgain' in field.dataset)) field.value = value }
  ;(main.querySelector('[autofocus]') ?? main.querySelector('form button'))?.focus()
}
main.addEventListener('submit', (event) => {
  event.preventDefault()
  if (isSending) return
  isSending = true
  document.getElementById('no-response').hidden = true
  void send(event.target)
    .catch(() => { document.getElementById('no-response').hidden = false })
    .finally(() => { isSending = false })
})
`
