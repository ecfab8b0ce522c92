import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import type { IssuedCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates, type Certificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { createRevocations, type Revocations } from '../../apps/server/src/pki/revocation/index.ts'
import { createOcspServer } from '../../apps/server/src/entry/ocsp-server.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'

const isMissing = spawnSync('openssl', ['version']).error !== undefined
const skip = isMissing && process.env['CI'] !== 'true' ? 'not installed: openssl' : false

describe('OCSP and CRLs, checked by openssl', { skip }, () => {
  const clock = { now: () => instant(Date.now()) }
  const faults: unknown[] = []
  let ca: TestCa
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let certificates: Certificates
  let revocations: Revocations
  let server: { readonly port: number; readonly close: () => Promise<void> }
  let good: Stored
  let revoked: Stored

  before(async () => {
    ca = await startTestCa({ clock })
    database = await openTestDatabase()
    const { issuers, signer } = ca
    const record = () => Promise.resolve()
    const parts = { db: database.db, clock, record, issuers, signer }
    certificates = createCertificates({ ...parts, recordAll: record })
    revocations = createRevocations({ ...parts, certificates })
    const ocspServer = createOcspServer({
      ...parts,
      certificates,
      revocations,
      crlFolder: join(ca.folder, 'crls'),
      permits: {
        issueCertificate: () => aPermit('certificates.issueCertificate'),
        publishCrl: () => aPermit('crl.publishCrl'),
      },
      onFault: (fault) => faults.push(fault),
    })
    // From here on the server runs its own schedule, as in production; nothing below hurries it.
    server = await ocspServer.start({ host: '127.0.0.1', port: 0 })
    while ((await get('/health/ready')).status !== 200) await wait(50)

    await keep('root', await bytesOf(await get('/ca/root-g1-ecc.crt')))
    await keep('issuing', await bytesOf(await get('/ca/professional-g1-ecc.crt')))
    good = await issue('stored')
    revoked = await issue('taken-away')
    await revoke(revoked)
    await until(async () => (await send(revoked)).includes('taken-away: revoked'))
  })
  after(async () => {
    await server.close()
    await database.close()
    await ca.close()
    assert.deepEqual(faults, [])
  })

  const path = (name: string): string => join(ca.folder, name)
  const get = (address: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${String(server.port)}${address}`)
  const keep = async (name: string, der: Uint8Array, label = 'CERTIFICATE'): Promise<string> => {
    // No empty line where the last one is full: openssl rejects it.
    const base64 = Buffer.from(der)
      .toString('base64')
      .replaceAll(/.{64}(?=.)/g, '$&\n')
    await writeFile(path(name), `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`)
    return path(name)
  }
  const issue = async (name: string): Promise<Stored> => {
    const permit = aPermit('certificates.issueCertificate')
    const issued = await certificates.issueCertificate(permit, aRequest(clock.now()))
    assert.ok(issued.ok)
    return { ...issued.value, file: await keep(name, issued.value.der) }
  }
  const revoke = async ({ serial }: IssuedCertificate): Promise<void> => {
    const done = await database.db.write((tx) =>
      revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer: ca.issuers.current('professional', 'ecc').id,
        serials: [serial],
        reason: 'keyCompromise',
        cause: 'card-lost',
      }),
    )
    assert.ok(done.ok)
  }

  const url = (): string => `http://127.0.0.1:${String(server.port)}/ocsp/professional-g1-ecc`
  const issuing = (): readonly string[] => ['-issuer', path('issuing')]
  const trust = (): readonly string[] => ['-CAfile', path('root'), '-verify_other', path('issuing')]
  const requestAndResponse = (request: string): readonly string[] => [
    '-reqin',
    path(request),
    '-respin',
    path('response'),
    '-resp_text',
  ]
  /** Status of the certificate in openssl: requested by POST with a nonce, response verified up to the root. */
  const send = async ({ file }: { readonly file: string }, hash = '-sha1'): Promise<string> => {
    const said = await openssl(
      'ocsp',
      hash,
      ...issuing(),
      '-cert',
      file,
      '-url',
      url(),
      '-nonce',
      '-status_age',
      '60',
      ...trust(),
    )
    assert.match(said, /Response verify OK/)
    assert.doesNotMatch(said, /warning/i)
    return said
  }

  it('show good, and revoked with the reason, by SHA-1 and every SHA-2, with the nonce that was sent', async () => {
    for (const hash of ['-sha1', '-sha224', '-sha256', '-sha384', '-sha512']) {
      assert.match(await send(good, hash), /stored: good/)
      const said = await send(revoked, hash)
      assert.match(said, /taken-away: revoked/)
      assert.match(said, /Reason: keyCompromise/)
    }
  })

  it('show unknown for a serial that was never issued', async () => {
    for (const serial of ['0x5A0123456789ABCDEF0123456789ABCDEF', '1']) {
      const requested = ['-serial', serial, '-url', url(), ...trust()]
      assert.match(await openssl('ocsp', ...issuing(), ...requested), /: unknown/)
    }
  })

  it('respond the same to GET, with the bytes that openssl creates, with a nonce and without', async () => {
    for (const nonce of ['-nonce', '-no_nonce'])
      for (const [{ file }, expected] of [
        [good, /Cert Status: good/],
        [revoked, /Cert Status: revoked/],
      ] as const) {
        await openssl('ocsp', nonce, ...issuing(), '-cert', file, '-reqout', path('request'))
        const base64 = (await readFile(path('request'))).toString('base64')
        const response = await get(`/ocsp/professional-g1-ecc/${encodeURIComponent(base64)}`)
        assert.equal(response.headers.get('content-type'), 'application/ocsp-response')
        await writeFile(path('response'), await bytesOf(response))
        const said = await openssl('ocsp', ...requestAndResponse('request'), ...trust())
        assert.match(said, /Response verify OK/)
        assert.match(said, expected)
        assert.equal(said.includes('OCSP Nonce'), nonce === '-nonce')
        assert.doesNotMatch(said, /warning/i)
      }
  })

  it('would not verify with another root, nor with another nonce', async () => {
    const stranger = await startTestCa({ clock })
    const other = await keep('other', stranger.issuers.current('professional', 'ecc').root.der)
    await stranger.close()
    for (const request of ['request', 'another'])
      await openssl('ocsp', ...issuing(), '-cert', good.file, '-nonce', '-reqout', path(request))
    const response = await post(url(), await readFile(path('request')))
    await writeFile(path('response'), await bytesOf(response))
    const untrusting = ['-CAfile', other, '-verify_other', path('issuing')]
    assert.match(
      await refusalOf('ocsp', ...requestAndResponse('request'), ...untrusting),
      /Response Verify Failure/,
    )
    assert.match(
      await refusalOf('ocsp', ...requestAndResponse('another'), ...trust()),
      /Nonce Verify error/,
    )
  })

  it('show a revocation within five seconds, in OCSP and on the CRL (R41)', async () => {
    const lost = await issue('lost')
    // It was good before: no cached response may interfere, by GET neither.
    assert.match(await send(lost), /lost: good/)
    await revoke(lost)
    const waited =
      (await until(async () => (await send(lost)).includes('lost: revoked'))) +
      (await until(async () => (await list()).text.includes(lost.serial.toUpperCase())))
    assert.ok(waited <= 5000, 'within five seconds')
  })

  it('include a CRL that openssl reads, with the serial, the reason, a number and its next update', async () => {
    await until(async () => (await list()).text.includes(revoked.serial.toUpperCase()))
    const { file, text } = await list()
    assert.match(
      await openssl('crl', '-in', file, '-noout', '-CAfile', path('issuing'), '-verify'),
      /verify OK/,
    )
    assert.match(text, /X509v3 CRL Number:/)
    assert.match(text, /X509v3 Authority Key Identifier:/)
    const [, entry = ''] = text.split(revoked.serial.toUpperCase())
    assert.match(entry.split('Serial Number')[0] ?? '', /X509v3 CRL Reason Code:\s+Key Compromise/)
    assert.ok(!text.includes(good.serial.toUpperCase()))
    assert.match(
      await refusalOf('crl', '-in', file, '-noout', '-CAfile', path('root'), '-verify'),
      /error|failure|unable/i,
    )
  })

  it('pass the good certificate and refuse the revoked one by both CRLs of its chain', async () => {
    await until(async () => (await list()).text.includes(revoked.serial.toUpperCase()))
    const { file } = await list()
    const ofRoot = await bytesOf(await get('/crl/root-g1-ecc.crl'))
    const rootList = await keep('root-list', ofRoot, 'X509 CRL')
    const check = (leaf: Stored): readonly string[] => [
      'verify',
      '-x509_strict',
      '-crl_check_all',
      '-CRLfile',
      file,
      '-CRLfile',
      rootList,
      '-CAfile',
      path('root'),
      '-untrusted',
      path('issuing'),
      leaf.file,
    ]
    assert.match(await openssl(...check(good)), /: OK/)
    assert.match(await refusalOf(...check(revoked)), /certificate revoked/)
  })

  const list = async (): Promise<{ readonly file: string; readonly text: string }> => {
    const der = await bytesOf(await get('/crl/professional-g1-ecc.crl'))
    const file = await keep('list', der, 'X509 CRL')
    return { file, text: await openssl('crl', '-in', file, '-noout', '-text') }
  }
})

type Stored = IssuedCertificate & { readonly file: string }

/** Runs a command that must succeed. Asynchronous: the server that it calls is in this process. */
async function openssl(...words: readonly string[]): Promise<string> {
  const { code, printed } = await run(words)
  assert.equal(code, 0, `openssl ${words.join(' ')}\n${printed}`)
  return printed
}

/** Runs a command that must report an error; some of them exit with 0 all the same. */
const refusalOf = async (...words: readonly string[]): Promise<string> => (await run(words)).printed

const run = (
  words: readonly string[],
): Promise<{ readonly code: number; readonly printed: string }> =>
  new Promise((resolve) => {
    const child = execFile('openssl', [...words], (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, printed: stdout + stderr })
    })
  })

const bytesOf = async (response: Response): Promise<Uint8Array> =>
  new Uint8Array(await response.arrayBuffer())

const post = (url: string, body: Buffer): Promise<Response> =>
  fetch(url, { method: 'POST', body: new Uint8Array(body) })

/**
 * Polls until it is true, and returns how many milliseconds it has waited in between: the service promises
 * five seconds, which do not include the time of the polling program on a busy machine.
 */
async function until(isSo: () => Promise<boolean>): Promise<number> {
  let waited = 0
  for (; !(await isSo()); waited += 50) {
    assert.ok(waited < 5000, 'not within five seconds')
    await wait(50)
  }
  return waited
}
