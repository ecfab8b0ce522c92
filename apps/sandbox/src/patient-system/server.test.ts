import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { aSite, startTestAuthority, type SoftwareCard, type TestAuthority } from '../testing.ts'
import { askStatusByOcsp } from './ask-status.ts'
import { createPatientSystem } from './server.ts'
import { trustFromStatusService } from './trust.ts'

const origin = 'http://localhost:8093'
const start = instant(1_790_000_000_000)

describe('the patient system over HTTP', () => {
  let authority: TestAuthority
  before(async () => {
    authority = await startTestAuthority(start)
  })
  after(() => authority.close())

  /** A patient system of its own, with a browser that keeps its cookie. */
  const open = () => {
    const world = { now: start }
    const server = createPatientSystem({
      site: aSite,
      clock: { now: () => world.now },
      findTrust: trustFromStatusService(authority.url),
      askStatus: askStatusByOcsp,
      origins: [origin],
      readerUrl: 'http://127.0.0.1:53951',
      tlsUrl: 'https://localhost:8444',
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
    const signDocument = async (card: SoftwareCard, text: string, signed = text) => {
      const { documentId } = await post('/documents', { text })
      return post(`/documents/${String(documentId)}/signature`, card.prove(signed))
    }
    return { world, post, page, challenge, logIn, signDocument }
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

  it('keeps a document with its signer, once', async () => {
    const { logIn, signDocument, page } = open()
    await logIn(authority.issue('digitalSignature'))
    const signed = await signDocument(authority.issue('nonRepudiation'), 'The patient is <well>.')
    assert.equal(signed.status, 200)
    const body = await page()
    assert.match(body, /The patient is &#60;well&#62;\./)
    assert.match(body, /Signature verified: valid/)
  })

  it('keeps no document that another text, key or person signed', async () => {
    const { logIn, signDocument, page } = open()
    await logIn(authority.issue('digitalSignature'))
    const own = authority.issue('nonRepudiation')
    assert.equal((await signDocument(own, 'One', 'Another')).kind, 'wrong-signature')
    const logInKey = authority.issue('digitalSignature')
    assert.equal((await signDocument(logInKey, 'One')).kind, 'wrong-purpose')
    const another = authority.issue('nonRepudiation', 'Toinen')
    assert.equal((await signDocument(another, 'One')).kind, 'another-person')
    assert.match(await page(), /No signed documents yet/)
  })

  it('takes a document only from who is logged in, and signs none that it does not know', async () => {
    const { post, logIn } = open()
    assert.equal((await post('/documents', { text: 'One' })).kind, 'not-logged-in')
    await logIn(authority.issue('digitalSignature'))
    const proof = authority.issue('nonRepudiation').prove('One')
    assert.equal((await post('/documents/unknown/signature', proof)).kind, 'document-gone')
  })

  it('refuses what it cannot read', async () => {
    const { post } = open()
    assert.equal((await post('/log-in', { challengeId: 'x' })).status, 400)
    assert.equal((await post('/documents', { text: ' ' })).status, 400)
  })
})

type Answer = {
  readonly challengeId: string
  readonly nonce: string
  readonly documentId: string
  readonly kind: string
  readonly text: string
}
