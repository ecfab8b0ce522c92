// Log-in by card at Node. node server.mjs <port> <folder with server.pem, server.key, all.pem> <status address> <CA>…
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [port, folder, status, ...authorities] = process.argv.slice(2)
const read = (name) => readFileSync(`${folder}/${name}`)
const known = new Map()

/** The CRLs of all CAs; one that has not changed is not sent again. */
async function fetchLists() {
  for (const authority of authorities) {
    const before = known.get(authority)
    const answer = await fetch(`${status}/crl/${authority}.crl`, {
      headers: before ? { 'if-none-match': before.etag } : {},
    })
    if (answer.status === 304) continue
    if (!answer.ok) throw new Error(`no CRL of ${authority}: ${answer.status}`)
    const der = Buffer.from(await answer.arrayBuffer()).toString('base64')
    const pem = `-----BEGIN X509 CRL-----\n${der.replace(/.{64}(?=.)/g, '$&\n')}\n-----END X509 CRL-----\n`
    known.set(authority, { etag: answer.headers.get('etag'), pem })
  }
  return [...known.values()].map(({ pem }) => pem)
}

const context = async () => ({
  cert: read('server.pem'),
  key: read('server.key'),
  ca: read('all.pem'),
  crl: await fetchLists(),
})

const server = createServer(
  // No session resumption: a revocation takes effect at the next connection.
  { ...(await context()), requestCert: true, rejectUnauthorized: true, sessionTimeout: 1 },
  (request, response) => {
    const { subject, issuer } = request.socket.getPeerCertificate()
    // Other CAs under the same root CAs certify servers and test cards: accept only those for people.
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
