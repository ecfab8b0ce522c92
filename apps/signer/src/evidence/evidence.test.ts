import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { orderLabels } from '@sotevarmenne/issuing/domain/order-statement'
import { day, hour, plus } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { anOrderContent } from '../../../server/src/cards/orders/testing.ts'
import { aMemberContent, aNurse } from '../../../server/src/cards/orders/testing.ts'
import { aCardKey } from '../../../server/src/pki/issuance/testing.ts'
import {
  aCard,
  aino,
  ca,
  now,
  orderOfAino,
  passTime,
  request,
  required,
  revoke,
  riitta,
  signedBy,
  startCa,
  statementOf,
  type Card,
} from './testing.ts'

describe('a certificate of a person is signed only for evidence', () => {
  let registrar: { readonly authentication: Card; readonly signature: Card }
  before(async () => {
    await startCa()
    const first = { facts: riitta, basis: { kind: 'first-card' } } as const
    registrar = {
      authentication: await aCard(first),
      signature: await aCard({ ...first, profile: 'professional-signature' }),
    }
  })
  after(() => ca.close())

  const ordered = (changes?: Parameters<typeof anOrderContent>[0]) =>
    signedBy(registrar.signature, statementOf(orderOfAino(changes)))

  it('for an order that a registrar signed, with both certificates of the card', async () => {
    const basis = ordered()
    await aCard({ basis })
    await aCard({ basis, profile: 'professional-signature' })
  })

  it('for an order of a staff card, with the employer', async () => {
    const validTo = addYears(dateInHelsinki(now), 1)
    const content = aMemberContent({ draftedAt: now, validTo })
    const unit = { oid: '1.2.246.10.2048198', name: 'Osasto 3' }
    const order = { ...content, employment: { ...content.employment, unit } }
    const basis = signedBy(registrar.signature, statementOf(order))
    const facts = {
      ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Osastonsihteeri' },
      ...{ subjectNumber: '90000000018', organisation: 'Esimerkkilän sairaala' },
    }
    const wanted = { basis, validTo, profile: 'staff-authentication' } as const
    await aCard({ ...wanted, facts: { ...facts, unit: 'Osasto 3' } })
    const wrong = { ...facts, unit: 'Osasto 3', organisation: 'Muu sairaala' }
    assert.equal(await request({ ...wanted, facts: wrong }), 'other-certificate-ordered')
    assert.equal(await request({ ...wanted, facts }), 'other-certificate-ordered')
  })

  it('and not for what the service says by itself', async () => {
    assert.equal(await request({}), 'evidence-missing')
    for (const basis of [{ kind: 'test-card' }] as const)
      assert.equal(await request({ basis }), 'other-basis-needed')
    assert.equal(
      await request({ role: 'temporary', profile: 'temporary-authentication', basis: ordered() }),
      'other-basis-needed',
    )
  })

  it('nor for another certificate than the order says', async () => {
    const others: readonly Parameters<typeof request>[0][] = [
      { facts: { ...aino, surname: 'Muu' } },
      { facts: { ...aino, givenNames: 'Aina' } },
      { facts: { ...aino, registrationNumber: '00198706234' } },
      { facts: { ...aino, doctorId: '204115' } },
      { facts: { ...aino, title: 'Lääkäri' } },
      { validTo: addDays(addYears(dateInHelsinki(now), 5), -1) },
      {
        profile: 'staff-authentication',
        facts: {
          ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Sairaanhoitaja' },
          ...{ subjectNumber: '00198706129', organisation: 'Esimerkkilän sairaala' },
        },
      },
    ]
    for (const other of others)
      assert.equal(
        await request({ ...other, basis: ordered() }),
        'other-certificate-ordered',
        JSON.stringify(other),
      )
    const doctor = ordered({ doctorId: '204115', right: aNurse() })
    assert.equal(await request({ basis: doctor }), 'other-certificate-ordered')
    await aCard({ basis: doctor, facts: { ...aino, doctorId: '204115' } })
  })

  it('nor when the statement was not signed, or not with the signature key of a card of ours', async () => {
    const text = statementOf(orderOfAino())
    const changed = text.replace('Surname: Esimerkki', 'Surname: Muu')
    const basis = { ...signedBy(registrar.signature, text), statement: Buffer.from(changed) }
    const facts = { ...aino, surname: 'Muu' }
    assert.equal(await request({ facts, basis: basis }), 'signature-not-valid')

    const twice = `${text}${orderLabels.surname}: Muu\n`
    assert.equal(
      await request({ basis: signedBy(registrar.signature, twice) }),
      'statement-not-readable',
    )
    assert.equal(
      await request({ basis: signedBy(registrar.authentication, text) }),
      'certificate-not-of-ours',
    )
    // The right bytes around a key of the attacker's own.
    const { value } = required(decodeCertificate(registrar.signature.der))
    const key = aCardKey()
    const spliced = Buffer.from(registrar.signature.der)
    const at = spliced.indexOf(value.subjectPublicKeyInfo)
    spliced.set(key.spki, at)
    assert.equal(
      await request({ basis: signedBy({ key, der: new Uint8Array(spliced) }, text) }),
      'certificate-not-of-ours',
    )
    assert.equal(
      await request({
        basis: signedBy(
          { key, der: ca.issuers.current('professional', 'ecc').certificate.der },
          text,
        ),
      }),
      'certificate-not-of-ours',
    )
  })

  it('nor with an account or address that no order says', async () => {
    const basis = ordered()
    const account = { kind: 'upn', value: 'administrator@hospital.example' } as const
    assert.equal(await request({ basis, alternativeNames: [account] }), 'other-certificate-ordered')
  })

  it('nor for e-mail, but with exactly the address that the order of a staff card says (R393)', async () => {
    const validTo = addYears(dateInHelsinki(now), 1)
    const content = aMemberContent({ draftedAt: now, validTo })
    const facts = {
      ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Osastonsihteeri' },
      ...{ subjectNumber: '90000000018', organisation: 'Esimerkkilän sairaala' },
    }
    const plain = signedBy(registrar.signature, statementOf(content))
    const workEmail = 'aino@hospital.example'
    const withAddress = signedBy(registrar.signature, statementOf({ ...content, workEmail }))
    const certified = (basis: typeof plain, ...addresses: readonly string[]) =>
      request({
        ...{ basis, facts, validTo, profile: 'staff-authentication' },
        alternativeNames: addresses.map((value) => ({ kind: 'email', value }) as const),
      })
    assert.equal(await certified(plain, workEmail), 'other-certificate-ordered')
    for (const other of ['anna@hospital.example', 'Aino@hospital.example', 'aino@other.example'])
      assert.equal(await certified(withAddress, other), 'other-certificate-ordered', other)
    assert.equal(await certified(withAddress), 'other-certificate-ordered')
    const issued = await aCard({
      ...{ basis: withAddress, facts, validTo, profile: 'staff-authentication' },
      alternativeNames: [{ kind: 'email', value: workEmail }],
    })
    const { value } = required(decodeCertificate(issued.der))
    assert.deepEqual(value.known.keyUsage, ['digitalSignature', 'keyAgreement'])
    await aCard({ ...{ basis: withAddress, facts, validTo, profile: 'staff-signature' } })
    // A spare card repeats the card without its address.
    await aCard({
      ...({ role: 'temporary', profile: 'temporary-member-authentication' } as const),
      ...{ facts, basis: { kind: 'earlier-certificate', certificate: issued.der } },
    })
  })

  it('nor for a key that the card does not have', async () => {
    const proof = aCardKey().proof
    assert.equal(await request({ basis: ordered(), proof }), 'no-possession')
  })

  it('nor for an order for oneself, of the future or of long ago', async () => {
    const own = { facts: riitta, basis: ordered({ ...riitta, right: aNurse() }) }
    assert.equal(await request(own), 'ordered-for-oneself')
    const late = ordered({ draftedAt: plus(now, 2 * hour) })
    assert.equal(await request({ basis: late }), 'order-not-current')
    const old = ordered({ draftedAt: plus(now, -201 * day) })
    assert.equal(await request({ basis: old }), 'order-not-current')
    await aCard({ basis: ordered({ draftedAt: plus(now, -hour) }) })
    const beforeCard = ordered({ draftedAt: plus(now, -2 * day) })
    assert.equal(await request({ basis: beforeCard }), 'certificate-not-valid')
  })

  it('as often as one card may need, as long as an order may wait, also after a restart', async () => {
    const basis = ordered()
    const facts = { basis, validTo: addYears(dateInHelsinki(now), 5) }
    for (let nr = 0; nr < 6; nr += 1) await aCard(facts)
    await ca.restart()
    const all = await Promise.all(Array.from({ length: 22 }, () => request(facts)))
    assert.equal(all.filter((each) => typeof each === 'object').length, 18)
    assert.equal(all.filter((each) => each === 'evidence-used-up').length, 4)

    const again = { basis: ordered(), validTo: addYears(dateInHelsinki(now), 5) }
    await aCard(again)
    passTime(199 * day)
    await aCard(again)
    passTime(day)
    assert.equal(await request(again), 'evidence-used-up')
  })

  it('and answers for the same bytes again without it, so that recovery finds what was signed', async () => {
    const signed = await request({ basis: ordered() })
    assert.ok(typeof signed === 'object')
    const repeated = await signed.again()
    assert.ok(repeated.ok)
    assert.deepEqual(repeated.value, required(decodeCertificate(signed.der)).value.signature)
  })

  it('and not for recovery, which asks for what was signed before; that wakes nobody', async () => {
    const { suspicious } = await ca.signer.state()
    assert.equal(await request({ isRecovery: true }), 'not-signed-before')
    assert.deepEqual((await ca.signer.state()).suspicious, suspicious)
  })

  it('for the first cards within a week, and never again', async () => {
    assert.equal(
      await request({ facts: riitta, basis: { kind: 'first-card' } }),
      'evidence-used-up',
    )
  })

  it('for a spare card that repeats a card of ours, and for nothing else', async () => {
    const basis = {
      kind: 'earlier-certificate',
      certificate: (await aCard({ basis: ordered() })).der,
    } as const
    const spare = { role: 'temporary', profile: 'temporary-authentication', basis } as const
    await aCard(spare)
    assert.equal(await request({ ...spare, facts: { ...aino, title: 'Lääkäri' } }), 'other-person')
    assert.equal(await request({ ...spare, facts: riitta }), 'other-person')

    const ofSpare = { ...basis, certificate: (await aCard(spare)).der }
    assert.equal(await request({ ...spare, basis: ofSpare }), 'certificate-not-valid')
    assert.equal(await request({ basis }), 'other-basis-needed')
  })

  it('for a test card without an order: nobody trusts its CA', async () => {
    await aCard({ role: 'test', basis: { kind: 'test-card' } })
    assert.equal(
      await request({ role: 'test', basis: { kind: 'first-card' } }),
      'other-basis-needed',
    )
  })

  it('and counts what it refuses so, for an alert', async () => {
    const { suspicious } = await ca.signer.state()
    await request({})
    const now = (await ca.signer.state()).suspicious
    assert.equal(now['evidence-missing'], (suspicious['evidence-missing'] ?? 0) + 1)
    assert.equal(now['evidence-not-accepted'], suspicious['evidence-not-accepted'])
  })

  it('and not for an order drafted after the card that signed it was revoked', async () => {
    const before = ordered()
    passTime(hour)
    await revoke(registrar.signature)
    await aCard({ basis: before, validTo: addYears(dateInHelsinki(now), 5) })
    assert.equal(await request({ basis: ordered() }), 'certificate-revoked')
  })
})
