// Log-in by card at Node. node server.mjs <port> <folder with server.pem, server.key, all.pem> <validation URL> <CA>…
// CRLs refuse a revoked card in the handshake, within a minute; OCSP refuses it within seconds. Needs openssl for OCSP.
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const [port, folder, validationUrl, ...cas] = process.argv.slice(2)
const read = (name) => readFileSync(`${folder}/${name}`)
const known = new Map()
/** A test system that accepts test cards sets `ISSUERS='Test Purposes'`. */
const issuers = new RegExp(process.env.ISSUERS ?? 'Care Prof\\.|Temporary Certificates')

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

/** `good`, `revoked` or `unknown`, by OCSP at the address in the certificate. Throws if that can't be found out. */
async function statusByOcsp({ raw, infoAccess, issuerCertificate }) {
  const files = await mkdtemp(join(tmpdir(), 'ocsp-'))
  const write = async (name, der) => {
    const file = join(files, name)
    await writeFile(file, new X509Certificate(der).toString())
    return file
  }
  try {
    const { stdout, stderr } = await promisify(execFile)('openssl', [
      ...['ocsp', '-url', infoAccess['OCSP - URI'][0], '-timeout', '5'],
      ...['-issuer', await write('issuer.pem', issuerCertificate.raw)],
      ...['-cert', await write('card.pem', raw), '-CAfile', `${folder}/all.pem`],
    ])
    // It only warns of a response without the nonce of the request, or out of date.
    if (!/verify OK/.test(stderr) || /warning/i.test(stderr + stdout)) throw new Error(stderr)
    return /: (good|revoked|unknown)$/m.exec(stdout)?.[1] ?? 'unknown'
  } finally {
    await rm(files, { recursive: true })
  }
}

const context = async () => ({
  cert: read('server.pem'),
  key: read('server.key'),
  ca: read('all.pem'),
  crl: await fetchCrls(),
})

/** Asked once for each connection. */
const statuses = new WeakMap()

const server = createServer(
  // No session resumption: a revocation takes effect at the next connection.
  { ...(await context()), requestCert: true, rejectUnauthorized: true, sessionTimeout: 1 },
  async ({ socket }, response) => {
    const certificate = socket.getPeerCertificate(true)
    // Other CAs under the same root CAs certify servers, and may certify test cards: accept only those for people.
    if (!issuers.test(certificate.issuer.CN)) {
      response.writeHead(403).end()
      return
    }
    try {
      if (!statuses.has(socket)) statuses.set(socket, statusByOcsp(certificate))
      const status = await statuses.get(socket)
      if (status !== 'good') {
        response.writeHead(403).end(`${status}\n`)
        return
      }
    } catch (fault) {
      // Without a status nobody gets in.
      console.error(fault)
      response.writeHead(503).end()
      return
    }
    // The one lasting identifier of the person is the registration number, in the name's serial number.
    response.end(`${certificate.subject.serialNumber}\n`)
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
