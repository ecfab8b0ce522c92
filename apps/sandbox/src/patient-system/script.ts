/**
 * The page's own script. `data-reader` is the signing API; the server's responses carry their texts, and
 * the others are in data attributes of `#work`.
 */
export const script = `
const work = document.getElementById('work')
const say = (text, isBad, kind) => {
  const place = document.getElementById('message')
  place.className = text ? (isBad ? 'bad' : 'warn') : ''
  place.dataset.kind = kind ?? ''
  place.replaceChildren(...(text ? [Object.assign(document.createElement('strong'), { textContent: isBad ? work.dataset.refused + '. ' : '' }), text] : []))
}
const post = async (path, body) => {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const result = await response.json()
  if (!response.ok) throw Object.assign(new Error(result.text), { kind: result.kind })
  return result
}
const reader = async (path, options) => {
  try { return await (await fetch(work.dataset.reader + path, options)).json() }
  catch { throw Object.assign(new Error(work.dataset.noReader), { kind: 'no-reader' }) }
}
const hashOfCard = async () => /ECDSA/.test((await reader('/version')).signatureAlgorithms) ? 'SHA384' : 'SHA256'
const sign = async (usage, options) => {
  const result = await reader('/sign', {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: '1.1', selector: { keyusages: [usage] }, ...options }),
  })
  if (result.status !== 'ok') throw Object.assign(new Error(result.reasonText), { kind: 'reader-' + result.reasonCode })
  const { signature, signatureAlgorithm, chain } = result
  return { signature, signatureAlgorithm, chain }
}
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const during = async (button, action) => {
  button.disabled = true
  say(work.dataset.waiting)
  try { await action(); location.reload() } catch (fault) { say(fault.message, true, fault.kind); button.disabled = false; button.focus() }
}
document.getElementById('log-in')?.addEventListener('click', (event) => during(event.currentTarget, async () => {
  const hashAlgorithm = await hashOfCard()
  const { challengeId, nonce } = await post('/challenge', {})
  await post('/log-in', { challengeId, ...(await sign('digitalsignature', { content: base64(location.origin + ';' + nonce), contentType: 'data', signatureType: 'signature', hashAlgorithm })) })
}))
document.getElementById('prescription')?.addEventListener('submit', (event) => {
  event.preventDefault()
  const form = event.currentTarget
  void during(form.querySelector('button'), async () => {
    const hashAlgorithm = await hashOfCard()
    const { prescriptionId, ...options } = await post('/prescriptions', { text: form.elements.text.value, form: form.elements.form.value, hashAlgorithm })
    const { signature } = await sign('nonrepudiation', options)
    await post('/prescriptions/' + prescriptionId + '/signature', { signature })
  })
})
document.getElementById('prescription-list')?.addEventListener('submit', (event) => {
  event.preventDefault()
  const form = event.currentTarget
  void during(form.querySelector('button'), async () => {
    const hashAlgorithm = await hashOfCard()
    const texts = form.elements.texts.value.split('\\n').map((line) => line.trim()).filter((line) => line !== '')
    const list = await post('/prescription-lists', { texts, form: form.elements.form.value, hashAlgorithm })
    const result = await reader('/sign-list', {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version: '1.2', selector: { keyusages: ['nonrepudiation'] }, ...list }),
    })
    if (!result.items) throw Object.assign(new Error(result.reasonText), { kind: 'reader-' + result.reasonCode })
    const unsigned = []
    for (const { id, signature, reasonText } of result.items) {
      if (signature) await post('/prescriptions/' + id + '/signature', { signature })
      else unsigned.push(list.items.find((item) => item.id === id).title + ' (' + reasonText + ')')
    }
    // What is signed is shown after the page is loaded again, and so is this.
    if (unsigned.length > 0) sessionStorage.setItem('unsigned', unsigned.join('; '))
  })
})
const unsigned = sessionStorage.getItem('unsigned')
sessionStorage.removeItem('unsigned')
if (unsigned) say(work.dataset.unsigned + ' ' + unsigned, false, 'unsigned')
document.getElementById('log-out')?.addEventListener('click', async () => { await post('/log-out', {}); location.reload() })
`
