// A small system of a vendor: people log in by card, and sign. Run as: node card-kit-vendor.mjs <port> <roots.pem URL>
// The page calls the signing API; the server checks what it gets. At each log-in and signature a real system also
// checks the revocation status: server.mjs has how.
import { randomBytes, verify, X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'

const [, , port = '8093', rootsUrl = 'http://127.0.0.1:53955/ca/test.pem'] = process.argv
const origin = `http://localhost:${port}`
const nonces = new Set()

const page = `<!doctype html><html lang="en"><title>Patients</title>
<h1>Patients</h1>
<button id="log-in">Log in by card</button>
<button id="sign">Sign the prescription</button>
<p role="status"></p>
<script type="module">
  const say = (text) => { document.querySelector('p').textContent = text }
  const sign = async (usage, content) => {
    const body = JSON.stringify({
      version: '1.2', selector: { keyusages: [usage] }, content: btoa(content), contentType: 'data',
      hashAlgorithm: 'SHA384', signatureType: 'signature',
    })
    const post = (address) => fetch(address + '/sign',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const response = await post('https://127.0.0.1:53952').catch(() => post('http://127.0.0.1:53951'))
    return response.json()
  }
  const run = async (usage, content, path) => {
    const signed = await sign(usage, content)
    if (signed.status !== 'ok') return say('Refused: ' + signed.because)
    const response = await fetch(path, { method: 'POST', body: JSON.stringify({ content, ...signed }) })
    say(await response.text())
  }
  document.querySelector('#log-in').onclick = async () => {
    const nonce = await (await fetch('/nonce')).text()
    await run('digitalsignature', location.origin + ';' + nonce, '/log-in')
  }
  document.querySelector('#sign').onclick = () => run('nonrepudiation', 'One tablet a day', '/sign')
</script>`

createServer(async (request, response) => {
  if (request.url === '/nonce') {
    const nonce = randomBytes(48).toString('base64')
    nonces.add(nonce)
    response.end(nonce)
  } else if (request.method === 'POST') {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const signed = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    response.end(await check(signed, { isLogIn: request.url === '/log-in' }))
  } else response.setHeader('content-type', 'text/html').end(page)
}).listen(Number(port), 'localhost', () => process.stdout.write(`${origin}\n`))

async function check({ content, signature, chain }, { isLogIn }) {
  const [leaf, issuer] = chain.map((der) => new X509Certificate(Buffer.from(der, 'base64')))
  const allPem = await (await fetch(rootsUrl)).text()
  const trusted = allPem
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem))
  const root = trusted.find((each) => issuer.checkIssued(each) && issuer.verify(each.publicKey))
  if (!root || !leaf.checkIssued(issuer) || !leaf.verify(issuer.publicKey)) return 'Unknown issuer'
  if (new Date() > leaf.validToDate) return 'Expired'
  if (!verify('sha384', Buffer.from(content), leaf.publicKey, Buffer.from(signature, 'base64')))
    return 'Wrong signature'
  if (isLogIn) {
    const [, nonce] = content.split(`${origin};`)
    if (!nonces.delete(nonce)) return 'Not our challenge'
  }
  const number = /serialNumber=(\d+)/.exec(leaf.subject)?.[1]
  return `${isLogIn ? 'Logged in' : 'Signed by'}: ${number}`
}
