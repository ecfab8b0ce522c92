import assert from 'node:assert/strict'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/test-cards'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { writeFile } from 'node:fs/promises'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { TestCardsDeps } from './deps.ts'
import { createTestCards } from './index.ts'

/** A vendor with an account, who orders test cards from this CA. */
export function aVendor({
  certificates,
  revocations,
  limits = { aDay: 20, inUse: 50 },
  cards = noPlastic,
  hasCeased = () => false,
  keys = ['ecc'],
  ...deps
}: Pick<TestCardsDeps, 'db' | 'clock' | 'record' | 'caCertificates' | 'cardLayout'> & {
  readonly limits?: TestCardsDeps['limits']
  readonly keys?: TestCardsDeps['keys']
  /** None by default: then nothing can be ordered on plastic. */
  readonly cards?: TestCardsDeps['cards'] & TestCardsDeps['production']
  /** The latest data of the business register about it. */
  readonly hasCeased?: () => boolean
  readonly certificates: Certificates
  readonly revocations: Revocations
}) {
  const [personId, organisationId] = [crypto.randomUUID(), crypto.randomUUID()]
  const testCards = createTestCards({
    ...{
      ...deps,
      certificates,
      revocations,
      limits,
      cards,
      production: cards,
      keyAlgorithm: 'p384',
      keys,
    },
    secret: new Uint8Array(32).fill(5),
    organisations: {
      organisationsByIds: () => Promise.resolve(new Map()),
      hasCeased: () => Promise.resolve(hasCeased()),
      contactsOf: () =>
        Promise.resolve([{ name: 'Ville', email: 'ville@vendor.example', language: 'sv' }]),
    },
    accounts: {
      prepareAction: (_permit, requested) =>
        Promise.resolve(ok({ ...requested, signing: 'not-requested' })),
      checkMember: (_tx, permit, requested) =>
        Promise.resolve(
          permit.actor.kind === 'person' &&
            permit.actor.personId === personId &&
            requested.organisationId === organisationId
            ? ok({} as never)
            : refuse({ kind: 'account-not-found' }),
        ),
    },
    systemPermit: (operation) => aPermit(operation),
  })
  const make = (requested: Partial<InputOf<typeof contracts.makeVirtualTestCard>> = {}) =>
    testCards.makeVirtualTestCard(aPermit('testCards.order', { personId }), {
      ...{ organisationId, kind: 'professional', personKey: 'physician', language: 'en' },
      ...requested,
    })
  const fetchFile = (secret: string) =>
    testCards.fetchTestCardFile(aPermit('testCards.fetchFile'), { secret })
  const revoke = (testCardId: string, by = personId) =>
    testCards.revokeTestCard(aPermit('testCards.revoke', { personId: by }), {
      ...{ testCardId, because: 'card-lost' },
    })
  const cancel = (testCardId: string, by = personId) =>
    testCards.cancelTestCard(aPermit('testCards.cancel', { personId: by }), { testCardId })
  const order = (requested: Partial<InputOf<typeof contracts.orderTestCards>> = {}) =>
    testCards.orderTestCards(aPermit('testCards.order', { personId }), {
      ...{ organisationId, orderId: crypto.randomUUID() },
      ...{ careOf: 'Järjestelmätoimittaja Oy / Otto', language: 'fi' },
      cards: [{ kind: 'professional', personKey: 'physician', count: 1 }],
      address: {
        street: 'Esimerkkikatu 1',
        postalCode: '00100',
        postOffice: 'HELSINKI',
        country: 'FI',
      },
      ...requested,
    })
  const decide = (
    orderId: string,
    decided: Omit<InputOf<typeof contracts.decideTestCardOrder>, 'orderId'>,
    by: string = crypto.randomUUID(),
  ) =>
    testCards.decideTestCardOrder(aPermit('testCards.decide', { personId: by }), {
      ...{ orderId, because: undefined },
      ...decided,
    })
  const list = (
    limit = 25,
    cursor?: string,
    sought: Partial<InputOf<typeof contracts.listTestCards>> = {},
  ) =>
    testCards.listTestCards(aPermit('testCards.view', { personId }), {
      ...{ organisationId, limit, cursor, ...sought },
    })
  const revokeMany = (testCardIds: string[]) =>
    testCards.revokeManyTestCards(aPermit('testCards.revoke', { personId }), {
      ...{ organisationId, testCardIds, because: 'card-lost' },
    })
  /** Produced and fetched: the card in its own reader, its file at the path. */
  const aCardIn = async (
    file: string,
    requested: Partial<InputOf<typeof contracts.makeVirtualTestCard>> = {},
  ) => {
    const created = await make(requested)
    assert.ok(created.ok, JSON.stringify(created))
    const fetched = await fetchFile(created.value.secret)
    assert.ok(fetched.ok)
    await writeFile(file, fetched.value.file)
    const { testCardId } = created.value.card
    return { testCardId, channel: channelTo(await openSoftwareCard(fileStore(file))) }
  }
  return {
    ...{ personId, organisationId, testCards, make, fetchFile, revoke, revokeMany, list, aCardIn },
    ...{ order, decide, cancel },
  }
}

const noPlastic: TestCardsDeps['cards'] & TestCardsDeps['production'] = {
  acceptTestCard: () => Promise.reject(new Error('unreachable: no card is produced here')),
  cancelTestCard: () => Promise.reject(new Error('unreachable: no card is produced here')),
  cancelIssuedTestCard: () => Promise.reject(new Error('unreachable: no card is produced here')),
  statesOfTestCards: () => Promise.resolve(new Map()),
}
