import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { testSignatureText } from '@sotevarmenne/api/authentication'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { endOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aDeskPermit, afternoon } from '#cards/lifecycle/testing.ts'
import {
  asSent,
  anAuthenticationEnvironment,
  ownOrigin,
  type AuthenticationEnvironment,
  type Holder,
  type Signed,
} from '../testing.ts'

forEachDatabase('a signature by card', ({ db }) => {
  let now: Instant = afternoon
  let ca: TestCa
  let foreign: TestCa
  let environment: AuthenticationEnvironment
  let riitta: Holder
  let status: { readonly ocsp: 'good' | 'revoked'; readonly crl: 'good' | 'no-response' } = {
    ocsp: 'good',
    crl: 'good',
  }
  const statement = 'a statement of an order'

  before(async () => {
    const clock = { now: () => now }
    ca = await startTestCa({ clock })
    foreign = await startTestCa({ clock })
    const statusResponses = {
      byOcsp: () => Promise.resolve(status.ocsp),
      byCrl: () => Promise.resolve(status.crl),
    }
    environment = anAuthenticationEnvironment({ db, ca, clock, statusResponses })
    riitta = await environment.aHolder()
  })
  after(async () => {
    await ca.close()
    await foreign.close()
  })

  const check = (by: Pick<Holder, 'personId'>, signed: Signed, text = statement) =>
    environment.authentication.checkSignature(
      aPermit('orders.placeOrder', { personId: by.personId }),
      {
        ...signed,
        data: new TextEncoder().encode(text),
      },
    )
  const isRefused = async (checked: ReturnType<typeof check>, kind: string) => {
    const result = await checked
    assert.equal(!result.ok && result.refusal.kind, kind)
  }

  it('is accepted from the acting person, with our own chain from the card', async () => {
    const signed = await riitta.sign(statement, 'signature')
    const [leaf] = signed.chain
    assert.ok(leaf)
    const sent = { ...signed, chain: [leaf, new Uint8Array([1])] }
    const checked = await check(riitta, sent)
    assert.ok(checked.ok)
    const viewed = await environment.cards.viewCard(aDeskPermit('cards.viewCard'), riitta)
    assert.ok(viewed.ok)
    const serial = viewed.value.certificates.find(({ purpose }) => purpose === 'signature')?.serial
    assert.equal(checked.value.certificateSerial, serial)
    const [first, ...cas] = checked.value.chain
    assert.deepEqual(first, leaf)
    assert.deepEqual(cas.map(isCa), [true, true])
  })

  const isCa = (der: Uint8Array): boolean => {
    const decoded = decodeCertificate(der)
    return decoded.ok && decoded.value.known.basicConstraints?.cA === true
  }

  it('is refused when another person signed, or a process asks', async () => {
    const stina = await environment.aHolder()
    await isRefused(
      check(riitta, await stina.sign(statement, 'signature')),
      'signed-by-another-person',
    )
    const data = new TextEncoder().encode(statement)
    const signed = await riitta.sign(statement, 'signature')
    const byProcess = environment.authentication.checkSignature(aPermit('orders.placeOrder'), {
      ...signed,
      data,
    })
    await isRefused(byProcess, 'signed-by-another-person')
  })

  it('is refused when the authentication key signed', async () => {
    const signed = await riitta.sign(statement, 'authentication')
    await isRefused(check(riitta, signed), 'certificate-of-another-purpose')
    const { chain } = await riitta.sign(statement, 'signature')
    await isRefused(check(riitta, { ...signed, chain }), 'wrong-signature')
  })

  it('is refused over another text, by a weak algorithm, or without a certificate', async () => {
    const signed = await riitta.sign(statement, 'signature')
    await isRefused(check(riitta, signed, 'another statement'), 'wrong-signature')
    const weak = { ...signed, signatureAlgorithm: 'SHA1withECDSA' }
    await isRefused(check(riitta, weak), 'signature-algorithm-not-accepted')
    await isRefused(check(riitta, { ...signed, chain: [] }), 'certificate-unreadable')
    const broken = { ...signed, chain: [Uint8Array.of(0x30, 0x80, 0, 0)] }
    await isRefused(check(riitta, broken), 'certificate-unreadable')
  })

  it('is refused from a card of another CA, whatever chain comes with it', async () => {
    const stranger = await anAuthenticationEnvironment({
      db,
      ca: foreign,
      clock: { now: () => now },
    }).aHolder()
    const signed = await stranger.sign(statement, 'signature')
    await isRefused(check(stranger, signed), 'issuer-not-trusted')
    const chain = [...signed.chain, ...ca.issuers.current('professional', 'ecc').chain]
    await isRefused(check(stranger, { ...signed, chain }), 'issuer-not-trusted')
    const own = foreign.issuers.current('professional', 'ecc').chain
    await isRefused(
      check(stranger, { ...signed, chain: [...signed.chain, ...own] }),
      'issuer-not-trusted',
    )
  })

  it('is refused once the card was reported lost', async () => {
    const olli = await environment.aHolder()
    const signed = await olli.sign(statement, 'signature')
    assert.ok((await check(olli, signed)).ok)
    const lost = await environment.cards.reportOwnCardLost(
      aPermit('cards.reportOwnCardLost', olli),
      {
        cardId: olli.cardId,
        reason: 'lost',
      },
    )
    assert.ok(lost.ok)
    await isRefused(check(olli, signed), 'certificate-revoked')
  })

  it('is valid to the last second of the card’s last day, and not before its first', async () => {
    const signed = await riitta.sign(statement, 'signature')
    const lastInstant = endOfDay(localDate('2031-11-23'))
    try {
      now = lastInstant
      assert.ok((await check(riitta, signed)).ok)
      now = plus(lastInstant, second)
      await isRefused(check(riitta, signed), 'certificate-expired')
      now = instant(afternoon - second)
      await isRefused(check(riitta, signed), 'certificate-not-yet-valid')
    } finally {
      now = afternoon
    }
  })

  const test = async (
    signed: Signed,
    use: 'log-in' | 'signature' = 'log-in',
  ): Promise<{ readonly [part: string]: string }> => {
    const tested = await environment.authentication.testCard(aPermit('access.testCard'), {
      ...{ use, nonce: 'bm9uY2U=' },
      ...asSent(signed),
    })
    assert.ok(tested.ok)
    return Object.fromEntries(tested.value.checks.map(({ part, finding }) => [part, finding]))
  }
  const allGood = {
    ...{ certificate: 'good', signature: 'good', validity: 'good', chain: 'good' },
    ...{ ocsp: 'good', crl: 'good' },
  }
  const logIn = `${ownOrigin};bm9uY2U=`

  it('in a card test reports each part that works, and stores nothing', async () => {
    const before = environment.events.length
    assert.deepEqual(await test(await riitta.sign(logIn, 'authentication')), allGood)
    const text = testSignatureText(ownOrigin, 'bm9uY2U=')
    assert.deepEqual(await test(await riitta.sign(text, 'signature'), 'signature'), allGood)
    assert.equal(environment.events.length, before)
  })

  it('in a card test reports each part that fails, and still checks the others', async () => {
    const signed = await riitta.sign(logIn, 'authentication')
    const elsewhere = await riitta.sign('https://elsewhere.example;bm9uY2U=', 'authentication')
    assert.deepEqual(await test(elsewhere), { ...allGood, signature: 'wrong' })
    assert.equal((await test(signed, 'signature'))['certificate'], 'another-purpose')
    assert.deepEqual(await test({ ...signed, chain: [new Uint8Array([1])] }), {
      certificate: 'unreadable',
    })
    status = { ocsp: 'revoked', crl: 'no-response' }
    assert.deepEqual(await test(signed), { ...allGood, ...status })
    now = plus(afternoon, 6 * 365 * day)
    assert.deepEqual(await test(signed), { ...allGood, ...status, validity: 'expired' })
    now = afternoon
    const stranger = await anAuthenticationEnvironment({
      db,
      ca: foreign,
      clock: { now: () => now },
    }).aHolder()
    const { ocsp: _, crl: __, ...others } = allGood
    assert.deepEqual(await test(await stranger.sign(logIn, 'authentication')), {
      ...others,
      chain: 'not-trusted',
    })
  })
})
