import assert from 'node:assert/strict'
import { randomBytes, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { testPeople } from '@sotevarmenne/identifiers/test-people'
import { instant } from '@sotevarmenne/kernel/instant'
import type { StartedCard } from '@sotevarmenne/smartcard/personaliser'
import { accept, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { verifyChain } from '@sotevarmenne/x509/path'
import { connectCardKit } from './connect-card-kit.ts'
import type { CardKit, CardKitOptions, CardKitState } from './contract.ts'
import { startCardKit } from './start-card-kit.ts'
import { createTestCa } from './test-ca.ts'

const anyPorts = { signingApi: 0, signingApiTls: 0, page: 0, kit: 0 } as const
const options: CardKitOptions = { ports: anyPorts, pcsc: 'off' }

/** As a page does: the origin is what a browser would send. */
const origin = 'https://vendor.example'
type Signed = {
  readonly status: string
  readonly reasonCode: number
  readonly because?: string
  readonly chain: readonly string[]
}
async function sign(
  { signingApiUrl }: Pick<CardKitState, 'signingApiUrl'>,
  usage: 'digitalsignature' | 'nonrepudiation',
): Promise<Signed> {
  const text = usage === 'digitalsignature' ? `${origin};${'n'.repeat(64)}` : 'A prescription'
  const response = await fetch(`${signingApiUrl}/sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({
      ...{ selector: { keyusages: [usage] }, content: btoa(text), contentType: 'data' },
      ...{ hashAlgorithm: 'SHA384', signatureType: 'signature' },
    }),
  })
  return (await response.json()) as Signed
}

const [physician] = testPeople
assert.ok(physician)

const derOf = (pem: string): Uint8Array => new Uint8Array(new X509Certificate(pem).raw)
const certificateOf = (der: Uint8Array): Certificate => accept(decodeCertificate(der))
const fromBase64 = (text: string | undefined): Uint8Array =>
  new Uint8Array(Buffer.from(text ?? '', 'base64'))

describe('the card kit', () => {
  let kit: CardKit
  let state: CardKitState
  const said: string[] = []
  before(async () => {
    kit = await startCardKit({ ...options, say: (sentence) => said.push(sentence) })
    state = await kit.state()
  })
  after(() => kit.stop())

  for (const layout of ['myeid', 'fineid-s4-2'] as const)
    it(`logs in and signs by the signing API with a card of the layout ${layout} (R680)`, async () => {
      await kit.reset()
      await kit.insertCard({ person: 'nurse', layout })
      for (const usage of ['digitalsignature', 'nonrepudiation'] as const) {
        const signed = await sign(state, usage)
        assert.equal(signed.status, 'ok', JSON.stringify(signed))
        assert.match(
          new X509Certificate(fromBase64(signed.chain[0])).subject,
          /serialNumber=99900000037/,
        )
      }
    })

  it('certifies by a test CA of its own, whose names and policy say so (R681)', async () => {
    await kit.reset()
    const { chain } = await sign(state, 'nonrepudiation')
    const [leaf, issuer] = chain.map((each) => certificateOf(fromBase64(each)))
    assert.ok(leaf && issuer)
    const root = certificateOf(derOf(state.rootsPem))
    const at = instant(Date.now())
    assert.ok(verifyChain({ leaf, intermediates: [issuer], anchors: [root], at }).ok)
    // The policy of test cards (docs/relying-parties/README.md).
    const policies = leaf.known.certificatePolicies?.map(({ policy }) => policy)
    assert.deepEqual(policies, ['1.3.6.1.4.1.32473.1.351.9'])
    for (const pem of [state.rootsPem, state.issuerPem])
      assert.match(new X509Certificate(pem).subject, /CN=TEST card kit /)
    const other = await startCardKit(options)
    try {
      assert.notEqual((await other.state()).rootsPem, state.rootsPem)
    } finally {
      await other.stop()
    }
  })

  it('serves the status of its certificates by OCSP and CRL, revoked at once when a test says so (R681)', async () => {
    await kit.reset()
    const { chain } = await sign(state, 'digitalsignature')
    const [leaf, issuer] = chain.map((each) => certificateOf(fromBase64(each)))
    assert.ok(leaf && issuer)
    const ocspUrl = leaf.known.authorityInfoAccess?.ocsp[0] ?? ''
    const crlUrl = leaf.known.crlDistributionPoints?.[0] ?? ''
    const statusOf = async () => {
      const nonce = new Uint8Array(randomBytes(32))
      const about = { hashAlgorithm: 'sha256', issuer, serial: leaf.serial } as const
      const body = Buffer.from(encodeOcspRequest([certIdFor(about)], nonce))
      const received = await fetch(ocspUrl, { method: 'POST', body })
      const checked = checkOcspResponse({
        response: new Uint8Array(await received.arrayBuffer()),
        ...{ issuer, serial: leaf.serial, nonce },
        ...{ at: instant(Date.now()), toleranceMilliseconds: 1000 },
      })
      return accept(checked)
    }
    const onCrl = async () => {
      const crl = new Uint8Array(await (await fetch(crlUrl)).arrayBuffer())
      return accept(decodeCertificateList(crl)).entries.length
    }
    assert.equal((await statusOf()).kind, 'good')
    assert.equal(await onCrl(), 0)
    await kit.setCertificates({ person: 'physician', state: 'suspended' })
    const suspended = await statusOf()
    assert.equal(suspended.kind === 'revoked' && suspended.reason, 'certificateHold')
    assert.equal(await onCrl(), 2)
    const refused = await sign(state, 'digitalsignature')
    assert.deepEqual([refused.reasonCode, refused.because], [403, 'suspended'])
    await kit.setStatusServices({ ocsp: false, crl: false })
    assert.deepEqual(
      await Promise.all([ocspUrl, crlUrl].map(async (each) => (await fetch(each)).status)),
      [503, 503],
    )
    await kit.reset()
    assert.equal((await sign(state, 'digitalsignature')).status, 'ok')
  })

  it('types a wrong PIN once for a request, says so, and leaves the card unlocked (R683)', async () => {
    await kit.reset()
    said.length = 0
    await kit.setPinPad({ pin1: '9999' })
    assert.equal((await sign(state, 'digitalsignature')).reasonCode, 401)
    assert.deepEqual(said, [
      'The PIN pad typed PIN1, and the card refused it: it is wrong, and 4 tries are left. The request was cancelled.',
    ])
    await kit.setPinPad({ pin1: '1234' })
    assert.equal((await sign(state, 'digitalsignature')).status, 'ok')
  })

  it('lets a program of another process type the PIN, and shows it what is signed (R683)', async () => {
    await kit.reset()
    const remote = connectCardKit(kit.url)
    await remote.setPinPad({ mode: 'manual' })
    const signing = sign(state, 'nonrepudiation')
    const { purpose, text, holder } = await remote.waitForPrompt()
    assert.deepEqual(
      { purpose, text, holder },
      {
        purpose: 'signature',
        text: 'A prescription',
        holder: `${physician.givenNames} ${physician.surname}`,
      },
    )
    assert.deepEqual(await remote.typePin('654321'), { result: 'wrong-pin', triesLeft: 4 })
    assert.deepEqual(await remote.typePin('123456'), { result: 'ended' })
    assert.equal((await signing).status, 'ok')
    const next = sign(state, 'nonrepudiation')
    await remote.cancelPin()
    assert.deepEqual((await next).because, 'cancelled')
  })

  it('refuses what does not exist, in words that name what there is (R684)', async () => {
    const remote = connectCardKit(kit.url)
    const people = testPeople.map(({ personKey }) => personKey).join(', ')
    for (const each of [kit, remote])
      await assert.rejects(each.insertCard({ person: 'nobody' }), {
        kind: 'person-not-found',
        message: `There is no test person “nobody”. There are: ${people}.`,
      })
    await assert.rejects(remote.setPinPad({ pin1: 'abcd' }), { kind: 'pin-not-4-to-8-digits' })
    await assert.rejects(remote.insertCard({} as { readonly person: string }), {
      kind: 'request-not-valid',
    })
    await assert.rejects(connectCardKit('http://127.0.0.1:1').reset(), { kind: 'kit-not-there' })
  })

  it('is controlled by no web page (R685)', async () => {
    for (const headers of [{ origin }, { origin: 'null' }]) {
      const response = await fetch(`${kit.url}/control/state`, { method: 'POST', headers })
      assert.equal(response.status, 403)
    }
    assert.equal((await fetch(`${kit.url}/control/state`)).status, 403)
  })

  it('answers with no card in the reader as the card reader software does (R680)', async () => {
    await kit.removeCard()
    assert.equal((await sign(state, 'digitalsignature')).reasonCode, 400)
    await kit.reset()
  })
})

describe('the start of the card kit', () => {
  /** How many servers of this process listen, once those that failed to are gone. */
  const servers = async (): Promise<number> => {
    await nextTurn()
    return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length
  }
  const refusals: readonly (readonly [string, CardKitOptions, string])[] = [
    ['an unknown person', { person: 'nobody' }, 'person-not-found'],
    ['an unknown layout', { layout: 'other' as 'myeid' }, 'layout-not-found'],
    ['a PIN of three digits', { pinPad: { pin1: '123' } }, 'pin-not-4-to-8-digits'],
    ['a port that is none', { ports: { ...anyPorts, kit: 70_000 } }, 'port-out-of-range'],
    ['a file that is no card', { cardFile: import.meta.filename }, 'card-file-unreadable'],
  ]
  for (const [what, wrong, kind] of refusals)
    it(`is refused in words for ${what} (R684)`, async () => {
      const before = await servers()
      await assert.rejects(startCardKit({ ...options, ...wrong }), { kind })
      assert.equal(await servers(), before, 'nothing listens')
    })

  it('is refused with every port that is in use, and the options that choose others (R684)', async () => {
    const taken = [createServer(), createServer()] as const
    for (const server of taken) await once(server.listen(0, '127.0.0.1'), 'listening')
    const [signingApi, kit] = taken.map((server) => (server.address() as AddressInfo).port)
    assert.ok(signingApi !== undefined && kit !== undefined)
    const free = createServer()
    await once(free.listen(0, '127.0.0.1'), 'listening')
    const { port: page } = free.address() as AddressInfo
    await once(free.close(), 'close')
    const before = await servers()
    try {
      await assert.rejects(
        startCardKit({ ...options, ports: { ...anyPorts, signingApi, kit, page } }),
        (fault: Error) => {
          assert.match(fault.message, new RegExp(`Port ${String(signingApi)} .* --signing-port\\.`))
          assert.match(fault.message, new RegExp(`Port ${String(kit)} .* --kit-port\\.`))
          return true
        },
      )
      assert.equal(await servers(), before, 'nothing else listens')
    } finally {
      for (const server of taken) server.close()
    }
  })

  it('is refused where settings of an installation are (R682)', async () => {
    process.env['SOTEVARMENNE_ROOTS'] = '/etc/sotevarmenne/roots'
    try {
      await assert.rejects(startCardKit(options), {
        kind: 'settings-of-an-installation',
        message: /SOTEVARMENNE_ROOTS.*refuses to run beside a real CA/,
      })
    } finally {
      delete process.env['SOTEVARMENNE_ROOTS']
    }
  })

  it('takes the virtual card of a test CA, and refuses one of another CA (R682)', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'card-kit-test-'))
    try {
      const file = path.join(folder, 'card.json')
      const ca = createTestCa({ url: 'http://127.0.0.1:1', now: () => instant(Date.now()) })
      const pins = { pin1: '1234', pin2: '123456' }
      const issue = ({ keys }: StartedCard) => ca.certify(physician, keys)
      await makePersonalisedCard({ store: fileStore(file), pins, issue })
      const kit = await startCardKit({ ...options, cardFile: file })
      assert.equal((await kit.state()).card?.person, undefined)
      await kit.stop()

      const real = path.join(folder, 'real.json')
      await makePersonalisedCard({
        store: fileStore(real),
        issue: (started) => {
          const { issuer, root, ...own } = issue(started)
          return { ...own, issuer: renamed(issuer), root: renamed(root) }
        },
      })
      await assert.rejects(startCardKit({ ...options, cardFile: real }), {
        kind: 'not-a-test-ca',
        message: /“REAL card kit CA for Real Purposes”/,
      })
      await writeFile(real, '{}')
      await assert.rejects(startCardKit({ ...options, cardFile: real }), {
        kind: 'card-file-unreadable',
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

/** The same certificate with `Real` in place of `Test` in its names. */
function renamed(der: Uint8Array): Uint8Array {
  const bytes = Buffer.from(der).toString('latin1').replaceAll('TEST', 'REAL')
  return new Uint8Array(Buffer.from(bytes.replaceAll('Test', 'Real'), 'latin1'))
}
