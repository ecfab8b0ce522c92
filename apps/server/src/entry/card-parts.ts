import { createCardRelays } from '#cards/card-relay/index.ts'
import { createComplaints, freeReplacementsOf } from '#cards/complaints/index.ts'
import { createLetters, bureauHttp, renderLetter } from '#cards/letters/index.ts'
import { createCards } from '#cards/lifecycle/index.ts'
import { createOrders, renderConfirmation } from '#cards/orders/index.ts'
import { createPhotos } from '#cards/photos/index.ts'
import { createPrinting, renderFaces } from '#cards/printing/index.ts'
import { createProduction } from '#cards/production/index.ts'
import { createRenewals, renderDecision } from '#cards/renewals/index.ts'
import { createSpareCards } from '#cards/spare-cards/index.ts'
import { createBlanks } from '#cards/stock/index.ts'
import { createTestCards, defaultTestCardLimits } from '#cards/test-cards/index.ts'
import { createVisitors } from '#cards/visitors/index.ts'
import { createEmployments } from '#organisations/employments/index.ts'
import { createIdentification } from '#points/identification/index.ts'
import { calledVisit } from '#points/appointments/index.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import {
  adminKeysOf,
  readersOf,
  signerRespondsOf,
  signerTroubleOf,
  testCardKeysOf,
} from './choose-adapters.ts'
import type { Config } from './config.ts'
import type { Foundation } from './foundation.ts'
import type { PeopleParts } from './people-parts.ts'
import type { PkiParts } from './pki-parts.ts'
import type { SignInParts } from './sign-in-parts.ts'

export type CardParts = ReturnType<typeof createCardParts>

/** Cards from the blank to the last day: stock, orders, production, letters, life and renewal. */
export function createCardParts(
  config: Config & { readonly service: ServiceDetails },
  foundation: Foundation,
  {
    people,
    contacts,
    registers,
    registration,
    organisations,
    accounts,
    apiKeys,
    counterparts,
  }: PeopleParts,
  { certificates, revocations, caCertificates }: PkiParts,
  { authentication }: SignInParts,
) {
  const { runtime, audit, issuers, signer, onFault } = foundation
  const { service, cardKeys: keyAlgorithm, cardLayout } = config
  const identification = createIdentification({ ...runtime, people })
  const { identify, inquiriesOf } = identification
  const relays = createCardRelays({ ...runtime, permits: authentication.requestPermits, onFault })
  const blanks = createBlanks({ ...runtime, registration, lowAt: config.blanksLowAt })
  const stock = config.blanks === 'from-stock' && { blanks }
  const adminKeys = adminKeysOf(foundation)
  const letters = createLetters({
    ...{ ...runtime, people, registers, registration, relays, adminKeys, renderLetter, service },
    bureau: counterparts.watch('letters', bureauHttp(config.bureau)),
  })
  const production = createProduction({
    ...{ ...runtime, people, registers, organisations, certificates, revocations, letters },
    ...{ relays, keyAlgorithm, cardLayout, caCertificates, ...stock },
    adminKeys: { ...adminKeys, prove: signer.proveAdminKeyToWipe },
    signerTrouble: signerTroubleOf(foundation, keyAlgorithm),
    signerResponds: signerRespondsOf({ ...runtime, signer }),
    readers: readersOf(config, foundation),
  })
  const cards = createCards({
    ...{ ...runtime, people, contacts, identify, registers, certificates, revocations },
    ...{ letters, relays, adminKeys, ...stock },
  })
  const complaints = createComplaints({ ...runtime, cards, people, blanks })
  const employments = createEmployments({
    ...{ ...runtime, recordAll: audit.recordAll, people, organisations, cards },
    accounts: apiKeys.actingFor(accounts),
  })
  const orders = createOrders({
    ...{ ...runtime, people, registers, registration, organisations, identify, employments },
    ...{ cards: { ...production, ...cards }, freeReplacementsOf },
    renderConfirmation: renderConfirmation(service),
    checkSignature: authentication.checkSignature,
  })
  const photos = createPhotos({ ...runtime, people })
  const printing = createPrinting({ ...runtime, renderFaces, letters, photos, service })
  const visitors = createVisitors({
    ...{ ...runtime, people, registers, organisations, cards, orders, employments, inquiriesOf },
    calledVisit,
  })
  const renewals = createRenewals({
    ...{ ...runtime, people, registers, registration, authentication, cards, orders },
    renderDecision: renderDecision(service),
    minimumReaderVersion: config.readerSoftware.minimumVersion,
  })
  const spareCards = createSpareCards({
    ...{ ...runtime, people, registers, certificates, revocations, cards, blanks, identify },
    ...{ relays, keyAlgorithm, adminKeys, caCertificates, termsOf: orders.termsOf },
    servesEmployer: async (tx, { employer, pointId, on }) =>
      (await organisations.checkOrdering(tx, { ...employer, pointId, on })).ok,
  })
  const testCards = createTestCards({
    ...{ ...runtime, accounts, certificates, revocations, caCertificates, keyAlgorithm },
    ...{ cards, production, organisations, cardLayout, limits: defaultTestCardLimits },
    keys: testCardKeysOf(issuers, keyAlgorithm),
  })
  return {
    ...{ identification, relays, blanks, letters, production, cards, complaints, employments },
    ...{ orders, photos, printing, visitors, renewals, spareCards, testCards },
  }
}
