/**
 * The page's own script. `data-reader` is the signing API; the server's answers carry their words, and the rest stand in
 * data attributes of `#work`.
 */
export const script = `
const work = document.getElementById('work')
const say = (text, isBad, kind) => {
  const place = document.getElementById('message')
  place.className = text ? (isBad ? 'bad' : 'warn') : ''
  place.dataset.kind = kind ?? ''
  place.replaceChildren(...(text ? [Object.assign(document.createElement('strong'), { textContent: isBad ? work.dataset.refused + '. ' : '' }), text] : []))
}
const ask = async (path, body) => {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer = await response.json()
  if (!response.ok) throw Object.assign(new Error(answer.text), { kind: answer.kind })
  return answer
}
const sign = async (content, usage) => {
  let response
  try {
    const version = await (await fetch(work.dataset.reader + '/version')).json()
    const hashAlgorithm = /ECDSA/.test(version.signatureAlgorithms) ? 'SHA384' : 'SHA256'
    response = await fetch(work.dataset.reader + '/sign', {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: '1.1', selector: { keyusages: [usage] }, content, contentType: 'data', hashAlgorithm, signatureType: 'signature' }),
    })
  } catch { throw Object.assign(new Error(work.dataset.noReader), { kind: 'no-reader' }) }
  const answer = await response.json()
  if (answer.status !== 'ok') throw Object.assign(new Error(answer.reasonText), { kind: 'reader-' + answer.reasonCode })
  const { signature, signatureAlgorithm, chain } = answer
  return { signature, signatureAlgorithm, chain }
}
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const during = async (button, deed) => {
  button.disabled = true
  say(work.dataset.waiting)
  try { await deed(); location.reload() } catch (fault) { say(fault.message, true, fault.kind); button.disabled = false; button.focus() }
}
document.getElementById('log-in')?.addEventListener('click', (event) => during(event.currentTarget, async () => {
  const { challengeId, nonce } = await ask('/challenge', {})
  await ask('/log-in', { challengeId, ...(await sign(base64(location.origin + ';' + nonce), 'digitalsignature')) })
}))
document.getElementById('document')?.addEventListener('submit', (event) => {
  event.preventDefault()
  const form = event.currentTarget
  void during(form.querySelector('button'), async () => {
    const { documentId, content } = await ask('/documents', { text: form.elements.text.value })
    await ask('/documents/' + documentId + '/signature', await sign(content, 'nonrepudiation'))
  })
})
document.getElementById('log-out')?.addEventListener('click', async () => { await ask('/log-out', {}); location.reload() })
`
