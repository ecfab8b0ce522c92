import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createPeople } from '#people/persons/index.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { exampleOrganisations } from '@sotevarmenne/sandbox/registers/organisations'
import { examplePeople } from '@sotevarmenne/sandbox/registers/people'
import type { OtherCard } from '@sotevarmenne/sandbox/other-cards/cards'
import { decoded, newKeyed } from '@sotevarmenne/sandbox/environment/certify'
import { cardIssuersOverHttp, createThirdPartyCards, type ThirdPartyCards } from './index.ts'
import { anOddCard, startOtherIssuers, type OtherIssuers } from './testing.ts'

forEachDatabase('the card of another trust service', ({ db }) => {
  let now: Instant = instant(Date.now())
  const clock = { now: () => now }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  let others: OtherIssuers
  let thirdPartyCards: ThirdPartyCards
  const [company] = exampleOrganisations
  assert.ok(company)

  before(async () => {
    others = await startOtherIssuers(clock)
    const { lookUpPerson, lookUpBySatu } = others.registers
    thirdPartyCards = createThirdPartyCards({
      ...{ db, clock, people, lookUpPerson, lookUpBySatu },
      cardIssuers: cardIssuersOverHttp({
        ...{ clock, file: others.file, notOurs: [], mayComeLater: false },
      }),
    })
  })
  after(() => others.close())

  /** A card of a person of the test environment; `isKnown`: known to the service. */
  async function aCard(
    surname: string,
    {
      of = 'identityCard',
      isKnown = true,
    }: { readonly of?: OtherCard['kind']; readonly isKnown?: boolean } = {},
  ) {
    const person = examplePeople.find(({ inPopulation }) => inPopulation?.surname === surname)
    const identityCode = parseIdentityCode(person?.identityCode ?? '')
    assert.ok(person?.inPopulation && identityCode.ok)
    if (isKnown) {
      const { givenNames, language, nonDisclosure } = person.inPopulation
      const facts = { givenNames, surname, language, nonDisclosure }
      await db.write(async (tx) =>
        ok(await people.rememberPerson(tx, { identityCode: identityCode.value, ...facts })),
      )
    }
    const organisation = of === 'organisationCard' ? company : undefined
    const card = await others.cards.make(of, person, organisation)
    assert.ok(card)
    return { card, identityCode: identityCode.value }
  }
  const personIdOf = async (identityCode: IdentityCode) =>
    (await db.read((tx) => people.findByIdentityCode(tx, identityCode)))?.personId
  const odd = (more: Partial<Parameters<typeof anOddCard>[2]> = {}) =>
    anOddCard(others.trees.of.identityCard, 'identityCard', { now, ...more })

  it('may sign documents by its signature certificate, checked as at a sign-in: kind, status and holder (R285)', async () => {
    const { documentSigners: signers } = thirdPartyCards
    const kindOf = async (leaf: Parameters<typeof signers.signerOf>[0]) => {
      const found = await signers.signerOf(leaf)
      return found.ok ? found.value.personId : found.refusal.kind
    }
    const of = { identityCard: await aCard('Esimerkki'), organisationCard: undefined }
    const identityCard = await others.signatureCertificateOf(of.identityCard.card)
    assert.equal(await kindOf(identityCard), await personIdOf(of.identityCard.identityCode))
    const { card } = await aCard('Lääkäri', { of: 'organisationCard' })
    const organisationCard = await signers.signerOf(await others.signatureCertificateOf(card))
    assert.ok(organisationCard.ok)
    assert.equal(organisationCard.value.organisation?.businessId, company.businessId)

    // Refused: the authentication certificate, one of another kind or tree, and one that its issuer does not
    // know.
    assert.equal(await kindOf(decoded(odd().der)), 'card-not-accepted')
    const signing = { usage: 'nonRepudiation', purposes: [], url: others.url } as const
    const ofKind = { ...signing, policy: '1.3.6.1.4.1.32473.9' }
    assert.equal(await kindOf(decoded(odd(ofKind).der)), 'card-not-accepted')
    const impostor = newKeyed(others.trees.of.identityCard.ca.name)
    assert.equal(await kindOf(decoded(odd({ ...signing, by: impostor }).der)), 'card-not-accepted')
    assert.equal(await kindOf(decoded(odd(signing).der)), 'status-unavailable')

    // A person unknown to the service has not signed in by any means.
    const stranger = await aCard('Salo', { isKnown: false })
    const ofStranger = await others.signatureCertificateOf(stranger.card)
    assert.equal(await kindOf(ofStranger), 'signed-by-another-card')

    now = plus(now, minute)
    for (const simulator of ['other-cards-ocsp', 'other-cards-lists'] as const)
      others.faults.set(simulator, { kind: 'down' })
    now = plus(now, 11 * minute)
    assert.equal(await kindOf(identityCard), 'status-unavailable')
    for (const simulator of ['other-cards-ocsp', 'other-cards-lists'] as const)
      others.faults.set(simulator, { kind: 'none' })
    now = plus(now, minute)
    others.faults.set('population', { kind: 'down' })
    assert.equal(await kindOf(identityCard), 'holder-unavailable')
    others.faults.set('population', { kind: 'none' })
    await others.cards.revoke(of.identityCard.card.cardNumber)
    now = plus(now, minute)
    assert.equal(await kindOf(identityCard), 'card-cancelled')
  })
})
