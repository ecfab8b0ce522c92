// Log-in by card at Node. node server.mjs <port> <folder with server.pem, server.key, all.pem> <validation URL> <CA>…
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [port, folder, validationUrl, ...cas] = process.argv.slice(2)
const read = (name) => readFileSync(`${folder}/${name}`)
const known = new Map()

/** The CRLs of all CAs; one that has not changed is not sent again. */
async function fetchCrls() {
  for (const ca of cas) {
    const before = known.get(ca)
    const response = await fetch(`${validationUrl}/crl/${ca}.crl`, {
      headers: before ? { 'if-none-match': before.etag } : {},
    })
    if (response.status === 304) continue
    if (!response.ok) throw new Error(`no CRL of ${ca}: ${response.status}`)
    const der = Buffer.from(await response.arrayBuffer()).toString('base64')
    const pem = `-----BEGIN X509 CRL-----\n${der.replace(/.{64}(?=.)/g, '$&\n')}\n-----END X509 CRL-----\n`
    known.set(ca, { etag: response.headers.get('etag'), pem })
  }
  return [...known.values()].map(({ pem }) => pem)
}

const context = async () => ({
  cert: read('server.pem'),
  key: read('server.key'),
  ca: read('all.pem'),
  crl: await fetchCrls(),
})

const server = createServer(
  // No session resumption: a revocation takes effect at the next connection.
  { ...(await context()), requestCert: true, rejectUnauthorized: true, sessionTimeout: 1 },
  (request, response) => {
    const { subject, issuer } = request.socket.getPeerCertificate()
    // Other CAs under the same root CAs certify servers, and may certify test cards: accept only those for people.
    if (!/Care Prof\.|Temporary Certificates/.test(issuer.CN)) {
      response.writeHead(403).end()
      return
    }
    // The one lasting identifier of the person is the registration number, in the name's serial number.
    response.end(`${subject.serialNumber}\n`)
  },
)
server.listen(Number(port), () => console.log('listening'))

setInterval(
  async () => {
    try {
      server.setSecureContext(await context())
    } catch (fault) {
      // The last CRLs are used until they expire (nextUpdate): then nobody gets in. Watch for this message.
      console.error(fault)
    }
  },
  Number(process.env.CRLS_EVERY ?? 60_000),
)
