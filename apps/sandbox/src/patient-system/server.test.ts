import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { noTimeStamps, type AskTimeStamp } from '@sotevarmenne/signatures/ask-time-stamp'
import { gatherEvidenceByHttp, type GatherEvidence } from '@sotevarmenne/signatures/gather-evidence'
import { readPdfSignatures } from '@sotevarmenne/signatures/pdf/read-signatures'
import { readSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import { readSignedMessage } from '@sotevarmenne/signatures/read-signed-data'
import { aSigningWorld, softwareKey } from '@sotevarmenne/signatures/testing'
import {
  answerTimeStampRequest,
  decodeTimeStampAnswer,
  encodeTimeStampRequest,
} from '@sotevarmenne/signatures/time-stamp'
import { aSite, startTestAuthority, type SoftwareCard, type TestAuthority } from '../testing.ts'
import { askStatusByOcsp } from './ask-status.ts'
import { createPatientSystem, type PatientSystemDeps } from './server.ts'
import { trustFromStatusService } from './trust.ts'

const origin = 'http://localhost:8093'
const start = instant(1_790_000_000_000)

describe('the patient system over HTTP', () => {
  let authority: TestAuthority
  const stamping = aSigningWorld(start)
  const timeStamps = { anchors: [stamping.root.certificate], intermediates: [] }
  const stampKey = softwareKey(stamping.timeStampAuthority, [stamping.root])
  /** The time-stamp authority without a network between. */
  const askTimeStamp: AskTimeStamp = async (imprint) => {
    const question = { imprint, nonce: undefined, policy: undefined, certificates: true }
    const stamp = { key: stampKey, policy: '1.2.3', serial: Uint8Array.of(1), at: start }
    const answer = await answerTimeStampRequest(encodeTimeStampRequest(question), stamp)
    const token = decodeTimeStampAnswer(answer)
    return token.ok ? token : refuse({ kind: 'time-stamp-wrong' })
  }
  /** Of the card’s certificates from their addresses; of the time-stamp authority’s it is made here. */
  const gatherEvidence: GatherEvidence = async (chain) => {
    const found = await gatherEvidenceByHttp(chain)
    return { ...found, lists: [...found.lists, stamping.listOf(stamping.root, [], start)] }
  }
  before(async () => {
    authority = await startTestAuthority(start)
  })
  after(() => authority.close())

  /** A patient system of its own, with a browser that keeps its cookie. */
  const open = (changes: Partial<PatientSystemDeps> = {}) => {
    const world = { now: start }
    const server = createPatientSystem({
      site: aSite,
      clock: { now: () => world.now },
      findTrust: trustFromStatusService(authority.url),
      askStatus: askStatusByOcsp,
      ...{ askTimeStamp, gatherEvidence, timeStamps },
      origins: [origin],
      readerUrl: 'http://127.0.0.1:53951',
      tlsUrl: 'https://localhost:8444',
      ...changes,
    })
    let cookie = ''
    const post = async (url: string, payload: object, from = origin) => {
      const headers = { origin: from, cookie, 'accept-language': 'en' }
      const answer = await server.inject({ method: 'POST', url, headers, payload })
      const [set] = answer.cookies
      if (set) cookie = `${set.name}=${set.value}`
      const said: Partial<Answer> = answer.json()
      return { ...said, status: answer.statusCode }
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
    /** Has a prescription signed, or another content in its place. */
    const prescribe = async (
      card: SoftwareCard,
      text: string,
      { form = 'pdf', content }: { readonly form?: 'pdf' | 'cms'; readonly content?: string } = {},
    ) => {
      const asked = await post('/prescriptions', { text, form, hashAlgorithm: 'SHA384' })
      const { prescriptionId, contentType, signatureType } = asked
      const signed = await card.answer({
        content: content ?? asked.content ?? '',
        ...(contentType && { contentType }),
        ...(signatureType && { signatureType }),
      })
      const { signature } = signed
      return post(`/prescriptions/${String(prescriptionId)}/signature`, { signature })
    }
    const fetchPrescription = async ({ prescriptionId = '' }: Partial<Answer>) => {
      const url = `/prescriptions/${prescriptionId}`
      const answer = await server.inject({ url, headers: { cookie } })
      return new Uint8Array(answer.rawPayload)
    }
    return { world, post, page, challenge, logIn, prescribe, fetchPrescription }
  }

  it('lets in who signs its challenge, and out again', async () => {
    const { logIn, page, post } = open()
    assert.equal((await logIn(authority.issue('digitalSignature'))).status, 200)
    assert.match(await page(), /You are logged in: Aino Esimerkki/)
    await post('/log-out', {})
    assert.doesNotMatch(await page(), /You are logged in/)
  })

  it('gives a challenge to its own pages only', async () => {
    assert.equal((await open().post('/challenge', {}, 'https://other.example')).status, 400)
  })

  it('takes a challenge once, and for five minutes', async () => {
    const { challenge, post, world } = open()
    const card = authority.issue('digitalSignature')
    const used = await challenge()
    const answer = { challengeId: used.challengeId, ...card.prove(used.text) }
    assert.equal((await post('/log-in', answer)).status, 200)
    assert.equal((await post('/log-in', answer)).kind, 'challenge-gone')
    const late = await challenge()
    world.now = plus(start, 5 * minute + 1)
    const lateAnswer = { challengeId: late.challengeId, ...card.prove(late.text) }
    assert.equal((await post('/log-in', lateAnswer)).kind, 'challenge-gone')
  })

  it('does not let in who signs something else, or with the key for signatures', async () => {
    const { challenge, post, logIn } = open()
    const { challengeId } = await challenge()
    const proof = authority.issue('digitalSignature').prove('something else')
    assert.equal((await post('/log-in', { challengeId, ...proof })).kind, 'wrong-signature')
    assert.equal((await logIn(authority.issue('nonRepudiation'))).kind, 'wrong-purpose')
  })

  it('tells the holder of a closed card why', async () => {
    const { logIn } = open()
    const card = authority.issue('digitalSignature')
    authority.setStatus(card, { kind: 'revoked', revokedAt: start, reason: 'keyCompromise' })
    const answer = await logIn(card)
    assert.equal(answer.status, 403)
    assert.match(answer.text ?? '', /closed.*lost or stolen/)
  })

  it('keeps a prescription as a PDF that anybody can verify later', async () => {
    const { logIn, prescribe, page, fetchPrescription } = open()
    await logIn(authority.issue('digitalSignature'))
    const signed = await prescribe(authority.issue('nonRepudiation'), 'Particulars: <500 mg> (ä)')
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
    assert.deepEqual([store.value.ocspResponses.length, store.value.lists.length > 0], [1, true])
  })

  it('keeps a prescription as a time-stamped message', async () => {
    const { logIn, prescribe, fetchPrescription } = open()
    await logIn(authority.issue('digitalSignature'))
    const card = authority.issue('nonRepudiation')
    const signed = await prescribe(card, 'Amoxicillin', { form: 'cms' })
    const message = readSignedMessage(await fetchPrescription(signed))
    assert.ok(message.ok)
    assert.equal(new TextDecoder().decode(message.value.content), 'Amoxicillin')
    assert.ok(message.value.signer.timeStamp)
  })

  it('keeps no prescription that another text, key or person signed', async () => {
    const { logIn, prescribe, page } = open()
    await logIn(authority.issue('digitalSignature'))
    const own = authority.issue('nonRepudiation')
    const content = Buffer.from(new Uint8Array(48)).toString('base64')
    assert.equal((await prescribe(own, 'One', { content })).kind, 'wrong-signature')
    const other = { form: 'cms', content: Buffer.from('Another').toString('base64') } as const
    assert.equal((await prescribe(own, 'One', other)).kind, 'wrong-signature')
    const logInKey = authority.issue('digitalSignature')
    assert.equal((await prescribe(logInKey, 'One')).kind, 'wrong-purpose')
    const another = authority.issue('nonRepudiation', 'Toinen')
    assert.equal((await prescribe(another, 'One')).kind, 'another-person')
    authority.setStatus(own, { kind: 'revoked', revokedAt: start, reason: 'keyCompromise' })
    assert.equal((await prescribe(own, 'One')).kind, 'revoked')
    assert.match(await page(), /No signed prescriptions yet/)
  })

  it('keeps none without a time-stamp, nor where the status of an authority is not shown', async () => {
    const unstamped = open({ askTimeStamp: noTimeStamps })
    await unstamped.logIn(authority.issue('digitalSignature'))
    const card = authority.issue('nonRepudiation')
    assert.equal((await unstamped.prescribe(card, 'One')).kind, 'time-stamps-unavailable')
    const nothing = { ocspResponses: [], lists: [] }
    const unproven = open({ gatherEvidence: () => Promise.resolve(nothing) })
    await unproven.logIn(authority.issue('digitalSignature'))
    assert.equal((await unproven.prescribe(card, 'One')).kind, 'status-unavailable')
  })

  it('takes a prescription only from who is logged in, and signs none that it does not know', async () => {
    const { post, logIn } = open()
    const draft = { text: 'One', form: 'pdf', hashAlgorithm: 'SHA384' }
    assert.equal((await post('/prescriptions', draft)).kind, 'not-logged-in')
    await logIn(authority.issue('digitalSignature'))
    const unknown = await post('/prescriptions/unknown/signature', { signature: 'AAAA' })
    assert.equal(unknown.kind, 'prescription-gone')
  })

  it('refuses what it cannot read', async () => {
    const { post } = open()
    assert.equal((await post('/log-in', { challengeId: 'x' })).status, 400)
    assert.equal((await post('/prescriptions', { text: ' ' })).status, 400)
  })
})

type Answer = {
  readonly challengeId: string
  readonly nonce: string
  readonly prescriptionId: string
  readonly content: string
  readonly contentType: 'data' | 'digest'
  readonly signatureType: 'cms' | 'cms-pades'
  readonly kind: string
  readonly text: string
}
