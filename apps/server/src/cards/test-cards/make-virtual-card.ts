import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Language } from '@sotevarmenne/api/values'
import type { TestCardKind } from '@sotevarmenne/api/test-cards'
import * as contracts from '@sotevarmenne/api/test-cards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { day, formatInstant, hour, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { createBlankOf } from '@sotevarmenne/smartcard/open-software-card'
import { memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { actForMember, type ActionRefusal } from '#organisations/accounts/index.ts'
import { makeCard } from '#cards/production/index.ts'
import type { CardNumber } from '#cards/card/contract.ts'
import { newActivationCode, newCardNumber } from '#cards/card/index.ts'
import { personOf } from '#platform/permit.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import { createSealing } from '#platform/sealing.ts'
import { asStep } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type {
  TestCard,
  TestCardFetched,
  TestCardId,
  TestCardProduced,
  TestCardOrdered,
} from './contract.ts'
import type { TestCardsDeps } from './deps.ts'
import { fileOf, pins } from './card-file.ts'
import { saysOf } from './card-says.ts'
import type { VendorCeased } from './domain/order.ts'
import { fetchFile, checkLimits, type FileGone, type LimitRefusal } from './domain/test-card.ts'
import { algorithmOf, chooseKeys, type KeysNotOffered } from './domain/test-card-keys.ts'
import { testEmployer, testPerson, type TestPerson } from '@sotevarmenne/identifiers/test-people'
import { aboutTestCard, showTestCard } from './view-test-cards.ts'
import {
  countTestCards,
  findFile,
  insertTestCard,
  keepFile,
  lockAccount,
  lockTestCard,
  saveTestCard,
} from './store.ts'
import { texts } from './texts.ts'
import { makeProblems } from './problems.ts'

/** Time to fetch the file. */
const linkLife = hour

export type MakeRefusal =
  | ActionRefusal
  | LimitRefusal
  | VendorCeased
  | KeysNotOffered
  | { readonly kind: 'test-person-not-found' }
  | { readonly kind: 'test-card-not-produced'; readonly because: string }

/**
 * Produces a virtual test card at once: keys on it, two certificates of the test CA, both PINs set. Its file
 * is stored sealed with the secret of its link, which is returned here and stored nowhere (R235).
 */
export const makeVirtualTestCard = operation({
  contract: contracts.makeVirtualTestCard,
  problems: makeProblems,
  handle:
    (deps: TestCardsDeps) =>
    async (
      permit,
      { organisationId, kind, personKey, language, ...chosen },
    ): Promise<Result<ResponseOf<typeof contracts.makeVirtualTestCard>, MakeRefusal>> => {
      const person = testPerson(personKey)
      if (!person) return refuse({ kind: 'test-person-not-found' })
      const keys = chooseKeys(chosen.keys, deps.keys)
      if (!keys.ok) return keys
      const applying = { organisationId, action: 'apply' } as const
      type Refused = LimitRefusal | VendorCeased
      const ordered = await asStep(() =>
        actForMember<TestCard, Refused>(deps, permit, applying, async (tx) => {
          if (await deps.organisations.hasCeased(tx, organisationId))
            return refuse({ kind: 'organisation-ceased' })
          const now = deps.clock.now()
          await lockAccount(tx, organisationId)
          const had = await countTestCards(tx, organisationId, plus(now, -day), dateInHelsinki(now))
          const within = checkLimits(had, deps.limits)
          if (!within.ok) return within
          const card: TestCard = {
            testCardId: randomUUID() as string as TestCardId,
            ...{ organisationId, kind, personKey, keys: keys.value },
            ...{ orderedAt: now, orderedBy: personOf(permit) },
            validTo: addDays(dateInHelsinki(now), daysOf(kind) - 1),
            standing: { state: 'in-production' },
          }
          await insertTestCard(tx, card)
          const event: TestCardOrdered = { type: 'TestCardOrdered', kind, ...aboutTestCard(card) }
          await deps.record(tx, event, permit)
          return ok(card)
        }),
      )
      if (!ordered.ok) return ordered

      const created = await asStep(() => makeFile(deps, ordered.value, person, language))
      if (!created.ok) return created
      const stored = await deps.db.write(async (tx) => {
        const { testCardId } = ordered.value
        const still = await lockTestCard(tx, testCardId)
        if (still?.standing.state !== 'in-production') {
          // It took so long that it was cancelled: what was issued since then must be revoked too.
          await deps.revocations.revokeCard(tx, permit, {
            ...{ cardId: testCardId, cause: 'card-not-wanted' },
          })
          return ok(undefined)
        }
        const secret = secureRandomBytes(32)
        const until = plus(deps.clock.now(), linkLife)
        const { cardNumber } = created.value
        const card: TestCard = {
          ...{ ...ordered.value, cardNumber, standing: { state: 'ready', until } },
        }
        await saveTestCard(tx, card)
        await keepFile(tx, card.testCardId, {
          digest: digestOf(secret),
          sealed: sealedBy(secret).seal(Buffer.from(created.value.file), card.testCardId),
        })
        const event: TestCardProduced = { type: 'TestCardProduced', ...aboutTestCard(card) }
        await deps.record(tx, event, permit)
        return ok({
          card: showTestCard(card),
          secret: Buffer.from(secret).toString('base64url'),
          pins,
          until: formatInstant(until),
        })
      })
      if (!stored.ok) return stored
      if (stored.value === undefined)
        return refuse({ kind: 'test-card-not-produced', because: 'cancelled meanwhile' })
      return ok(stored.value)
    },
})

/**
 * Three months for a temporary certificate; a year for the others, since a new one can be produced at any
 * time.
 */
const daysOf = (kind: TestCardKind): number => (kind === 'temporary' ? 92 : 365)

async function makeFile(
  deps: TestCardsDeps,
  { testCardId, kind, keys, validTo }: TestCard,
  person: TestPerson,
  language: Language,
): Promise<
  Result<
    { readonly file: string; readonly cardNumber: CardNumber },
    { readonly kind: 'test-card-not-produced'; readonly because: string }
  >
> {
  const failed = (because: string) => refuse({ kind: 'test-card-not-produced', because })
  const store = memoryStore()
  const card = await createBlankOf(deps.cardLayout, { store })
  const channel = channelTo(card)
  const activationCode = newActivationCode()
  const cardNumber = newCardNumber()
  const created = await makeCard(deps, {
    ...{ channel, kind, cardId: testCardId, tryId: testCardId, holder: undefined },
    says: {
      ...sayingOf(person, kind, validTo),
      language,
      ...(keys && { keyAlgorithm: algorithmOf[keys] }),
    },
    basis: { kind: 'test-card' },
    ...{ cardNumber, activationCode, adminKey: new Uint8Array(randomBytes(32)) },
    mayTake: () => Promise.resolve(true),
    onChip: () => Promise.resolve(),
  })
  if (!created.ok) return failed(created.refusal.join(', '))
  const activated = await activateCard(channel, { activationCode, ...pins })
  if (!activated.ok) return failed(activated.refusal.kind)
  await channel.close()
  const state = await store.load()
  if (!state) throw new Error('the produced card is not in its store')
  const file = fileOf(state, { activationCode, cardNumber, validTo, person })
  return ok({ file, cardNumber })
}

function sayingOf(person: TestPerson, kind: TestCardKind, validTo: LocalDate) {
  const { givenNames, surname } = person
  const every = { givenNames, surname, validTo }
  switch (kind) {
    case 'professional':
    case 'temporary':
      return { ...every, ...saysOf.professional(person) }
    case 'staff':
    case 'actor':
      return { ...every, ...saysOf.member(person), employer: { organisation: testEmployer } }
    case 'organisation':
      return { ...every, ...saysOf.organisation(person) }
    case 'citizen':
      return { ...every, ...saysOf.citizen(person) }
  }
}

/** Returns the file once to the holder of the secret; afterwards the service has no copy. */
export const fetchTestCardFile = operation({
  contract: contracts.fetchTestCardFile,
  problems: {
    'test-card-file-gone': { status: 410, ...texts.fileGone },
  },
  handle:
    (deps: TestCardsDeps) =>
    (
      permit,
      { secret: text },
    ): Promise<Result<ResponseOf<typeof contracts.fetchTestCardFile>, FileGone>> => {
      type Fetched = Result<ResponseOf<typeof contracts.fetchTestCardFile>, FileGone>
      return deps.db.write(async (tx): Promise<Fetched> => {
        const secret = new Uint8Array(Buffer.from(text, 'base64url'))
        const found = await findFile(tx, digestOf(secret))
        if (!found) return refuse({ kind: 'test-card-file-gone' })
        const fetched = fetchFile(found.card.standing, { now: deps.clock.now() })
        if (!fetched.ok) return fetched
        const card: TestCard = { ...found.card, standing: fetched.value }
        await saveTestCard(tx, card)
        const event: TestCardFetched = { type: 'TestCardFetched', ...aboutTestCard(card) }
        await deps.record(tx, event, permit)
        const opened = sealedBy(secret).open(found.sealed, card.testCardId)
        return ok({
          fileName: `test-card-${card.kind}-${card.personKey}-${card.testCardId.slice(0, 8)}.json`,
          file: Buffer.from(opened).toString('utf8'),
        })
      })
    },
})

/** The database contains only the digest, which opens nothing. */
const digestOf = (secret: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(secret).digest())

const sealedBy = (secret: Uint8Array) => createSealing(secret, 'test-card-file')
