import assert from 'node:assert/strict'
import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import { request } from 'node:https'
import { connect } from 'node:tls'
import { after, before, beforeEach, it } from 'node:test'
import type { RunningServer } from '@sotevarmenne/http1/serve-http'
import { day, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { signData } from '@sotevarmenne/x509/algorithms'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { IssuedCertificate } from '#pki/issuance/contract.ts'
import { createPeople } from '#people/persons/index.ts'
import type { SessionToken } from '#platform/permit.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aCardKey, aRequest } from '#pki/issuance/testing.ts'
import { anIdentityCode } from '#cards/orders/testing.ts'
import { openTlsSignIn } from '../index.ts'
import {
  anAuthenticationEnvironment,
  ownOrigin,
  type AuthenticationEnvironment,
} from '../testing.ts'

type Shown = { readonly key: string; readonly cert: string }

forEachDatabase('sign-in by client certificate in the browser', ({ db }) => {
  const start = instant(Date.now())
  let now: Instant = start
  const clock = { now: () => now }
  const signing = aPermit('access.signIn')
  let ca: TestCa
  let foreign: TestCa
  let environment: AuthenticationEnvironment
  let listener: RunningServer
  let personId: string
  const tlsSignInUrl = 'https://card.service.example'

  before(async () => {
    ca = await startTestCa({ clock })
    foreign = await startTestCa({ clock })
    environment = anAuthenticationEnvironment({ db, ca, clock, tlsSignInUrl })
    const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
    const remembered = await db.write(async (tx) =>
      ok(
        await people.rememberPerson(tx, {
          identityCode: anIdentityCode(),
          givenNames: 'Aino Maria',
          surname: 'Esimerkki',
          language: 'fi',
          nonDisclosure: false,
        }),
      ),
    )
    assert.ok(remembered.ok)
    personId = remembered.value
    listener = await openTlsSignIn(
      {
        ...{ authentication: environment.authentication, clock, publicUrl: ownOrigin },
        logger: pino({ level: 'silent' }),
        tls: selfSigned(start),
        cas: [ca.issuers.current('professional', 'ecc').certificate],
      },
      { host: '127.0.0.1', port: 0 },
    )
  })
  beforeEach(() => {
    now = start
  })
  after(async () => {
    await (listener as RunningServer | undefined)?.close()
    await ca.close()
    await foreign.close()
  })

  /** What a browser with this card presents: its certificate, and proof of its key by TLS. */
  async function aCard({
    profile = 'professional-authentication' as const,
    at = environment,
  }: {
    readonly profile?: 'professional-authentication' | 'professional-signature'
    readonly at?: AuthenticationEnvironment
  } = {}) {
    const key = aCardKey()
    const issued = await at.certificates.issueCertificate(
      aPermit('certificates.issueCertificate'),
      aRequest(now, { key, profile, holder: personId }),
    )
    assert.ok(issued.ok)
    const { der, issuer, serial } = issued.value
    return { issuer, serial, shown: pemOf(key.privateKey, der) }
  }

  async function begin() {
    const begun = await environment.authentication.beginClientCertificateSignIn(
      signing,
      {},
      { language: 'sv' },
    )
    assert.ok(begun.ok)
    const { attempt, address } = begun.value
    return { attempt, path: address.slice(tlsSignInUrl.length), address }
  }

  /** A browser opens the TLS sign-in; returns where it is redirected to. */
  const goTo = (path: string, shown?: Shown): Promise<URL> =>
    new Promise((resolve, reject) => {
      request(
        {
          ...{ host: '127.0.0.1', port: listener.port, path, agent: false },
          ...{ rejectUnauthorized: false, ...shown },
        },
        (response) => {
          response.resume()
          assert.equal(response.statusCode, 303)
          resolve(new URL(response.headers.location ?? ''))
        },
      )
        .on('error', reject)
        .end()
    })
  const codeIn = (url: URL): string => url.searchParams.get('code') ?? 'none'
  const bring = (attempt: string, code: string, sessionToken?: SessionToken) =>
    environment.authentication.signInByClientCertificate(
      signing,
      { attempt, code },
      sessionToken === undefined ? {} : { sessionToken },
    )
  async function isRefused(attempt: string, code: string, kind: string) {
    await environment.refusedSignIns()
    const opened = await bring(attempt, code)
    assert.equal(!opened.ok && opened.refusal.kind, kind)
    assert.deepEqual(await environment.refusedSignIns(), [`card ${kind}`])
  }
  async function isRefusedWith(shown: Shown | undefined, kind: string) {
    const { attempt, path } = await begin()
    await isRefused(attempt, codeIn(await goTo(path, shown)), kind)
  }

  it('opens the same session as a sign-in by card, and ends the one before (R179)', async () => {
    const { shown, serial } = await aCard()
    const { attempt, path, address } = await begin()
    assert.ok(!address.includes(attempt))
    const back = await goTo(path, shown)
    assert.equal(`${back.origin}${back.pathname}`, `${ownOrigin}/sv/sign-in/card`)

    const opened = await bring(attempt, codeIn(back))
    assert.ok(opened.ok && opened.value.session.kind === 'open')
    const { response, session } = opened.value
    assert.equal(response.signIn.method, 'card')
    assert.equal(response.signIn.levelOfAssurance, 'high')
    assert.equal(response.certificateSerial, serial)
    const event = environment.events.findLast(({ type }) => type === 'SignedIn')
    assert.equal(event?.about?.personId, personId)

    const next = await begin()
    const again = await bring(next.attempt, codeIn(await goTo(next.path, shown)), session.token)
    assert.ok(again.ok)
    const ended = environment.events.findLast(({ type }) => type === 'SignedOut')
    assert.equal(ended && 'because' in ended && ended.because, 'signed-in-again')
  })

  it('accepts a code once, also when two requests arrive together', async () => {
    const { shown } = await aCard()
    const { attempt, path } = await begin()
    const code = codeIn(await goTo(path, shown))
    const both = await Promise.all([bring(attempt, code), bring(attempt, code)])
    assert.equal(both.filter((each) => each.ok).length, 1)
    await isRefused(attempt, code, 'attempt-not-found')
  })

  it('returns nothing for a code that another browser began, or that was stolen or invented', async () => {
    const { shown } = await aCard()
    const [mine, other] = [await begin(), await begin()]
    const code = codeIn(await goTo(mine.path, shown))
    // The code alone lacks the browser's secret; the secret alone proves no TLS client certificate.
    await isRefused('none', code, 'attempt-not-found')
    await isRefused(other.attempt, code, 'tls-sign-in-response-wrong')
    await isRefused(mine.attempt, 'none', 'tls-sign-in-response-wrong')
    await isRefused(mine.attempt, code, 'attempt-not-found')
  })

  it('accepts the response of the listener once for each attempt that was begun and has not expired', async () => {
    const { shown } = await aCard()
    const { path } = await begin()
    assert.match(codeIn(await goTo(path, shown)), /^[\w-]{43}$/)
    assert.equal(codeIn(await goTo(path, shown)), 'none')
    assert.equal(codeIn(await goTo('/fi/sign-in?state=none', shown)), 'none')
    assert.equal(codeIn(await goTo('/fi/sign-in', shown)), 'none')
    assert.equal((await goTo('/elsewhere', shown)).href, `${ownOrigin}/fi/sign-in`)
    const late = await begin()
    now = plus(now, 15 * minute)
    assert.equal(codeIn(await goTo(late.path, shown)), 'none')
  })

  it('waits a minute for the browser to return', async () => {
    const { shown } = await aCard()
    const [one, other] = [await begin(), await begin()]
    const codes = [codeIn(await goTo(one.path, shown)), codeIn(await goTo(other.path, shown))]
    now = plus(now, 59 * second)
    assert.ok((await bring(one.attempt, codes[0] ?? '')).ok)
    now = plus(now, second)
    await isRefused(other.attempt, codes[1] ?? '', 'attempt-expired')
  })

  it('stores nothing of a browser that showed its certificate and did not return (R243)', async () => {
    const { shown } = await aCard()
    await goTo((await begin()).path, shown)
    const stored = () =>
      db.read((tx) =>
        sql`select certificate from authentication.tls_sign_in_attempt where certificate is not null`
          .execute(tx)
          .then(({ rows }) => rows.length),
      )
    await environment.authentication.forgetLeftClientCertificateSignIn()
    assert.ok((await stored()) > 0)
    now = plus(now, 15 * minute + 1)
    await environment.authentication.forgetLeftClientCertificateSignIn()
    assert.equal(await stored(), 0)
  })

  it('explains the refusal when no certificate was chosen, or one of another purpose or CA', async () => {
    await isRefusedWith(undefined, 'no-certificate-chosen')
    await isRefusedWith(
      (await aCard({ profile: 'professional-signature' })).shown,
      'certificate-of-another-purpose',
    )
    const elsewhere = anAuthenticationEnvironment({ db, ca: foreign, clock })
    await isRefusedWith((await aCard({ at: elsewhere })).shown, 'issuer-not-trusted')
    // A self-signed certificate: TLS accepts it, since only a page can explain what is wrong with it.
    await isRefusedWith(selfSigned(start), 'certificate-unreadable')
  })

  it('refuses a card that is cancelled, also when that happens while the browser returns', async () => {
    const revoke = async ({ issuer, serial }: Pick<IssuedCertificate, 'issuer' | 'serial'>) => {
      const revoked = await db.write((tx) =>
        environment.revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
          ...{ issuer, serials: [serial], reason: 'keyCompromise', cause: 'card-lost' as const },
        }),
      )
      assert.ok(revoked.ok)
    }
    const [closed, closing] = [await aCard(), await aCard()]
    await revoke(closed)
    await isRefusedWith(closed.shown, 'certificate-revoked')
    const { attempt, path } = await begin()
    const code = codeIn(await goTo(path, closing.shown))
    await revoke(closing)
    await isRefused(attempt, code, 'certificate-revoked')
  })

  it('refuses a card that has expired', async () => {
    const { shown } = await aCard()
    now = plus(now, 6 * 366 * day)
    await isRefusedWith(shown, 'certificate-expired')
  })

  it('resumes no TLS session: each visit proves the key again', async () => {
    const visit = (session?: Buffer) =>
      new Promise<{ readonly isResumed: boolean; readonly session: Buffer | undefined }>(
        (resolve) => {
          let given: Buffer | undefined
          const { port } = listener
          const socket = connect({
            ...{ host: '127.0.0.1', port, rejectUnauthorized: false },
            ...(session && { session }),
          })
          socket.on('session', (one) => (given = one))
          socket.on('secureConnect', () =>
            socket.end('GET /fi/sign-in HTTP/1.1\r\nhost: door\r\n\r\n'),
          )
          socket.resume()
          socket.on('close', () => {
            resolve({ isResumed: socket.isSessionReused(), session: given })
          })
        },
      )
    const first = await visit()
    assert.ok(!(await visit(first.session)).isResumed)
  })

  it('cannot be begun where it is not configured', async () => {
    const without = anAuthenticationEnvironment({ db, ca, clock })
    const ways = await without.authentication.viewWaysToSignIn(signing)
    assert.ok(ways.ok && !ways.value.tlsSignIn)
    const begun = await without.authentication.beginClientCertificateSignIn(
      signing,
      {},
      { language: 'fi' },
    )
    assert.equal(!begun.ok && begun.refusal.kind, 'tls-sign-in-not-in-use')
  })
})

const pemOf = (key: KeyObject, der: Uint8Array): Shown => ({
  key: key.export({ format: 'pem', type: 'pkcs8' }).toString(),
  cert: new X509Certificate(der).toString(),
})

/** A self-signed certificate: of the listener here, and of an attacker. */
function selfSigned(at: Instant): Shown {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = [{ type: attributeTypes.commonName, value: 'localhost' }]
  const tbs = encodeTbsCertificate({
    ...{ serial: Uint8Array.of(1), signatureAlgorithm: 'ecdsa-sha256', issuer: encodeName(name) },
    ...{ notBefore: at, notAfter: plus(at, day), subject: name, extensions: [] },
    subjectPublicKeyInfo: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
  })
  const signature = signData('ecdsa-sha256', privateKey, tbs)
  return pemOf(
    privateKey,
    assembleCertificate({ tbs, signatureAlgorithm: 'ecdsa-sha256', signature }),
  )
}
