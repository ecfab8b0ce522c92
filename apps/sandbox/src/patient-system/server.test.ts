import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { noTimeStamps, type RequestTimeStamp } from '@sotevarmenne/signatures/request-time-stamp'
import { gatherEvidenceByHttp, type GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { signedParts } from '@sotevarmenne/signatures/pdf/prepare'
import { readPreparedPdf } from '@sotevarmenne/signatures/pdf/read-prepared'
import { readPdfSignatures } from '@sotevarmenne/signatures/pdf/read-signatures'
import { readSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import { readSignedMessage } from '@sotevarmenne/signatures/read-signed-data'
import { aSigningEnvironment, softwareKey } from '@sotevarmenne/signatures/testing'
import {
  respondToTimeStampRequest,
  decodeTimeStampResponse,
  encodeTimeStampRequest,
} from '@sotevarmenne/signatures/time-stamp'
import { aSite, startTestCa, type SoftwareCard, type TestCa } from '../testing.ts'
import { queryStatusByOcsp } from './query-status.ts'
import { createPatientSystem, type PatientSystemDeps } from './server.ts'
import { trustFromRepository } from './trust.ts'

const origin = 'http://localhost:8093'
const start = instant(1_790_000_000_000)

describe('the patient system over HTTP', () => {
  let ca: TestCa
  const stamping = aSigningEnvironment(start)
  const timeStamps = { anchors: [stamping.root.certificate], intermediates: [] }
  const stampKey = softwareKey(stamping.timeStampAuthority, [stamping.root])
  /** The time-stamp authority without a network between. */
  const requestTimeStamp: RequestTimeStamp = async (imprint) => {
    const request = { imprint, nonce: undefined, policy: undefined, certificates: true }
    const stamp = { key: stampKey, policy: '1.2.3', serial: Uint8Array.of(1), at: start }
    const response = await respondToTimeStampRequest(encodeTimeStampRequest(request), stamp)
    const token = decodeTimeStampResponse(response)
    return token.ok ? token : refuse({ kind: 'time-stamp-wrong' })
  }
  /** For the card’s certificates from their addresses; for the time-stamp authority’s it is created here. */
  const gatherEvidence: GatherEvidence = async (chain) => {
    const found = await gatherEvidenceByHttp(chain)
    return { ...found, crls: [...found.crls, stamping.listOf(stamping.root, [], start)] }
  }
  before(async () => {
    ca = await startTestCa(start)
  })
  after(() => ca.close())

  /** A patient system of its own, with a browser that keeps its cookie. */
  const open = (changes: Partial<PatientSystemDeps> = {}) => {
    const environment = { now: start }
    const server = createPatientSystem({
      site: aSite,
      clock: { now: () => environment.now },
      findTrust: trustFromRepository(ca.url),
      queryStatus: queryStatusByOcsp,
      ...{ requestTimeStamp, gatherEvidence, timeStamps },
      origins: [origin],
      readerUrl: 'http://127.0.0.1:53951',
      tlsUrl: 'https://localhost:8444',
      ...changes,
    })
    let cookie = ''
    const post = async (url: string, payload: object, from = origin) => {
      const headers = { origin: from, cookie, 'accept-language': 'en' }
      const response = await server.inject({ method: 'POST', url, headers, payload })
      const [set] = response.cookies
      if (set) cookie = `${set.name}=${set.value}`
      const said: Partial<Response> = response.json()
      return { ...said, status: response.statusCode }
    }
    const page = async () =>
      (await server.inject({ url: '/', headers: { cookie, 'accept-language': 'en' } })).body
    const challenge = async () => {
      const { challengeId, nonce } = await post('/challenge', {})
      return { challengeId, text: `${origin};${String(nonce)}` }
    }
    const logIn = async (card: SoftwareCard) => {
      const { challengeId, text } = await challenge()
      return post('/log-in', { challengeId, ...card.prove(text) })
    }
    /** Signs a prescription, or another content in its place. */
    const prescribe = async (
      card: SoftwareCard,
      text: string,
      { form = 'pdf', content }: { readonly form?: 'pdf' | 'cms'; readonly content?: string } = {},
    ) => {
      const requested = await post('/prescriptions', { text, form, hashAlgorithm: 'SHA384' })
      const { prescriptionId, contentType, signatureType } = requested
      const signed = await card.response({
        content: content ?? requested.content ?? '',
        ...(contentType && { contentType }),
        ...(signatureType && { signatureType }),
      })
      const { signature } = signed
      return post(`/prescriptions/${String(prescriptionId)}/signature`, { signature })
    }
    const fetchPrescription = async ({ prescriptionId = '' }: Partial<Response>) => {
      const url = `/prescriptions/${prescriptionId}`
      const response = await server.inject({ url, headers: { cookie } })
      return new Uint8Array(response.rawPayload)
    }
    return { environment, post, page, challenge, logIn, prescribe, fetchPrescription }
  }

  it('lets in a person who signs its challenge, and logs the person out again', async () => {
    const { logIn, page, post } = open()
    assert.equal((await logIn(ca.issue('digitalSignature'))).status, 200)
    assert.match(await page(), /You are logged in: Aino Esimerkki/)
    await post('/log-out', {})
    assert.doesNotMatch(await page(), /You are logged in/)
  })

  it('gives a challenge to its own pages only', async () => {
    assert.equal((await open().post('/challenge', {}, 'https://other.example')).status, 400)
  })

  it('accepts a challenge once, and for five minutes', async () => {
    const { challenge, post, environment } = open()
    const card = ca.issue('digitalSignature')
    const used = await challenge()
    const response = { challengeId: used.challengeId, ...card.prove(used.text) }
    assert.equal((await post('/log-in', response)).status, 200)
    assert.equal((await post('/log-in', response)).kind, 'challenge-gone')
    const late = await challenge()
    environment.now = plus(start, 5 * minute + 1)
    const lateResponse = { challengeId: late.challengeId, ...card.prove(late.text) }
    assert.equal((await post('/log-in', lateResponse)).kind, 'challenge-gone')
  })

  it('refuses a log-in with other signed content, or with the key for signatures', async () => {
    const { challenge, post, logIn } = open()
    const { challengeId } = await challenge()
    const proof = ca.issue('digitalSignature').prove('something else')
    assert.equal((await post('/log-in', { challengeId, ...proof })).kind, 'wrong-signature')
    assert.equal((await logIn(ca.issue('nonRepudiation'))).kind, 'wrong-purpose')
  })

  it('tells the holder of a revoked card the reason', async () => {
    const { logIn } = open()
    const card = ca.issue('digitalSignature')
    ca.setStatus(card, { kind: 'revoked', revokedAt: start, reason: 'keyCompromise' })
    const response = await logIn(card)
    assert.equal(response.status, 403)
    assert.match(response.text ?? '', /cancelled.*lost or stolen/)
  })

  it('stores a prescription as a PDF that anybody can verify later', async () => {
    const { logIn, prescribe, page, fetchPrescription } = open()
    await logIn(ca.issue('digitalSignature'))
    const signed = await prescribe(ca.issue('nonRepudiation'), 'Particulars: <500 mg> (ä)')
    assert.equal(signed.status, 200)
    const body = await page()
    assert.match(body, /Particulars: &#60;500 mg&#62; \(ä\)/)
    assert.match(body, /Signature verified: valid/)

    const read = await readPdfSignatures(await fetchPrescription(signed))
    assert.ok(read.ok)
    const [signature] = read.value.signatures
    assert.equal(signature?.changesAfter, 'only-signatures')
    const store = await readSecurityStore(read.value.document)
    assert.ok(store.ok)
    assert.deepEqual([store.value.ocspResponses.length, store.value.crls.length > 0], [1, true])
  })

  it('stores a prescription as a time-stamped message', async () => {
    const { logIn, prescribe, fetchPrescription } = open()
    await logIn(ca.issue('digitalSignature'))
    const card = ca.issue('nonRepudiation')
    const signed = await prescribe(card, 'Amoxicillin', { form: 'cms' })
    const message = readSignedMessage(await fetchPrescription(signed))
    assert.ok(message.ok)
    assert.equal(new TextDecoder().decode(message.value.content), 'Amoxicillin')
    assert.ok(message.value.signer.timeStamp)
  })

  for (const form of ['cms', 'pdf'] as const)
    it(`takes ten prescriptions of a list (${form}), each with its own signature (R690)`, async () => {
      const { logIn, post, page, fetchPrescription } = open()
      await logIn(ca.issue('digitalSignature'))
      const texts = Array.from({ length: 10 }, (_, index) => `Metformin ${String(index)} mg`)
      const { items = [] } = await post('/prescription-lists', {
        ...{ texts, form, hashAlgorithm: 'SHA384' },
      })
      assert.deepEqual(
        items.map(({ title }) => title),
        texts.map((text) => `Prescription: ${text}`),
      )
      const card = ca.issue('nonRepudiation')
      for (const { id, content, signatureType } of items) {
        const pdf = await readPreparedPdf(new Uint8Array(Buffer.from(content, 'base64')))
        const { signature } = await card.response(
          pdf.ok
            ? {
                content: base64(await digestOf('sha384', ...signedParts(pdf.value))),
                ...{ contentType: 'digest', signatureType },
              }
            : { content, contentType: 'data', signatureType },
        )
        assert.equal((await post(`/prescriptions/${id}/signature`, { signature })).status, 200)
      }
      assert.equal((await page()).match(/Signature verified: valid/g)?.length, 10)
      const bytes = await fetchPrescription({ prescriptionId: items[9]?.id ?? '' })
      const message = form === 'cms' ? readSignedMessage(bytes) : await readPdfSignatures(bytes)
      assert.ok(message.ok)
    })

  it('takes a list of prescriptions only from a logged-in person, and fifty at most', async () => {
    const { post, logIn } = open()
    const list = { texts: ['One'], form: 'cms', hashAlgorithm: 'SHA384' }
    assert.equal((await post('/prescription-lists', list)).kind, 'not-logged-in')
    await logIn(ca.issue('digitalSignature'))
    const long = { ...list, texts: Array.from({ length: 51 }, () => 'One') }
    for (const wrong of [long, { ...list, texts: [] }])
      assert.equal((await post('/prescription-lists', wrong)).kind, 'malformed')
  })

  it('stores no prescription with a signature over another text, or by another key or person', async () => {
    const { logIn, prescribe, page } = open()
    await logIn(ca.issue('digitalSignature'))
    const own = ca.issue('nonRepudiation')
    const content = Buffer.from(new Uint8Array(48)).toString('base64')
    assert.equal((await prescribe(own, 'One', { content })).kind, 'wrong-signature')
    const other = { form: 'cms', content: Buffer.from('Another').toString('base64') } as const
    assert.equal((await prescribe(own, 'One', other)).kind, 'wrong-signature')
    const logInKey = ca.issue('digitalSignature')
    assert.equal((await prescribe(logInKey, 'One')).kind, 'wrong-purpose')
    const another = ca.issue('nonRepudiation', 'Toinen')
    assert.equal((await prescribe(another, 'One')).kind, 'another-person')
    ca.setStatus(own, { kind: 'revoked', revokedAt: start, reason: 'keyCompromise' })
    assert.equal((await prescribe(own, 'One')).kind, 'revoked')
    assert.match(await page(), /No signed prescriptions yet/)
  })

  it('stores no prescription without a time-stamp, nor where the status of a CA is missing', async () => {
    const unstamped = open({ requestTimeStamp: noTimeStamps })
    await unstamped.logIn(ca.issue('digitalSignature'))
    const card = ca.issue('nonRepudiation')
    assert.equal((await unstamped.prescribe(card, 'One')).kind, 'time-stamps-unavailable')
    const nothing = { ocspResponses: [], crls: [] }
    const unproven = open({ gatherEvidence: () => Promise.resolve(nothing) })
    await unproven.logIn(ca.issue('digitalSignature'))
    assert.equal((await unproven.prescribe(card, 'One')).kind, 'status-unavailable')
  })

  it('accepts a prescription only from a logged-in person, and signs no unknown one', async () => {
    const { post, logIn } = open()
    const draft = { text: 'One', form: 'pdf', hashAlgorithm: 'SHA384' }
    assert.equal((await post('/prescriptions', draft)).kind, 'not-logged-in')
    await logIn(ca.issue('digitalSignature'))
    const unknown = await post('/prescriptions/unknown/signature', { signature: 'AAAA' })
    assert.equal(unknown.kind, 'prescription-gone')
  })

  it('refuses malformed input', async () => {
    const { post } = open()
    assert.equal((await post('/log-in', { challengeId: 'x' })).status, 400)
    assert.equal((await post('/prescriptions', { text: ' ' })).status, 400)
  })
})

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

type Response = {
  readonly items: readonly {
    readonly id: string
    readonly title: string
    readonly content: string
    readonly signatureType: 'cms' | 'cms-pades'
  }[]
  readonly challengeId: string
  readonly nonce: string
  readonly prescriptionId: string
  readonly content: string
  readonly contentType: 'data' | 'digest'
  readonly signatureType: 'cms' | 'cms-pades'
  readonly kind: string
  readonly text: string
}
