import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { createRoles, createSystemPermits, type Roles } from '#identity/permissions/index.ts'
import { createPeople } from '#people/persons/index.ts'
import type { Db } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import { createRegistration, type Registration } from '#points/points/index.ts'
import type { TestAuthority } from '../../../../../tests/support/authority.ts'
import {
  aCardHandedOver,
  aCardsWorld,
  aDrawerOfBlanks,
  aLetterThatLeft,
  type CardsWorld,
} from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import { argon2idHash, createAccess, type Access, type AccessDeps } from './index.ts'
import type { OtherCards, PasswordHash, StatusAnswers, SuomiFi } from './ports.ts'

export const ownOrigin = 'https://localhost:8443'

/** Access as it is wired in life, with cards that people hold in their hands. */
export type AccessWorld = CardsWorld & {
  readonly access: Access
  readonly roles: Roles
  readonly registration: Registration
  /** A person with an activated card. */
  readonly aHolder: () => Promise<Holder>
}

export type Holder = {
  readonly personId: string
  readonly cardId: string
  /** What the signing API answers: the card's signature over the text, with its certificate. */
  readonly sign: (text: string, purpose: KeyPurpose) => Promise<Signed>
}

export type Signed = {
  readonly signature: Uint8Array
  readonly signatureAlgorithm: string
  readonly chain: readonly Uint8Array[]
}

export function anAccessWorld({
  db,
  authority,
  trusted = authority,
  clock,
  suomiFi,
  cardDoorUrl,
  otherCards,
  lookUpPerson = () => Promise.resolve(refuse({ kind: 'unknown-to-population-register' })),
  // Fast: what it costs is no business of these tests.
  passwordHash = argon2idHash({ memory: 8, passes: 1 }),
  statusAnswers = { byOcsp: () => Promise.resolve('good'), byList: () => Promise.resolve('good') },
}: {
  readonly db: Db
  readonly authority: TestAuthority
  /** Whose certificates sign people in, when not those of the authority that makes the cards. */
  readonly trusted?: TestAuthority
  readonly clock: { readonly now: () => Instant }
  readonly suomiFi?: SuomiFi
  readonly cardDoorUrl?: string
  readonly otherCards?: OtherCards
  /** The population register: knows nobody unless told. */
  readonly lookUpPerson?: AccessDeps['lookUpPerson']
  readonly passwordHash?: PasswordHash
  /** Good news unless told. */
  readonly statusAnswers?: StatusAnswers
}): AccessWorld {
  const drawer = aDrawerOfBlanks()
  const world = aCardsWorld({ db, authority, clock, readers: drawer.readers })
  const { record } = world.deps
  const people = createPeople({ key: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record, clock })
  const systemPermit = createSystemPermits({ clock })
  const roles = createRoles({ db, clock, record, people, registration, systemPermit })
  const access = createAccess({
    db,
    clock,
    record,
    systemPermit,
    roles,
    people,
    registration,
    certificates: world.certificates,
    revocation: world.revocations,
    trust: {
      anchors: trusted.issuers.roots.map(({ certificate }) => certificate),
      issuers: [trusted.issuers.current('professional', 'ecc')],
    },
    statusAnswers,
    lookUpPerson,
    publicUrl: ownOrigin,
    ...(suomiFi && { suomiFi }),
    ...(cardDoorUrl !== undefined && { cardDoorUrl }),
    ...(otherCards && { otherCards }),
    origins: [ownOrigin],
    passwordHash,
    sealing: createSealing(new Uint8Array(32).fill(7), 'access'),
  })
  world.outbox.use({
    handlers: world.cards.jobs,
    subscriptions: [...world.cards.subscriptions, ...access.subscriptions, ...roles.subscriptions],
  })

  const aHolder = async (): Promise<Holder> => {
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
    const personId = remembered.value
    const cardId = await aCardHandedOver(world, { holder: personId, orderId: randomUUID() })
    await aLetterThatLeft(world, cardId)
    const plastic = drawer.taken.at(-1)
    const activationCode = world.written.at(-1)?.activationCode
    assert.ok(plastic && activationCode !== undefined)
    const channel = await plastic.insert()
    assert.ok((await activateCard(channel, { activationCode, ...pins })).ok)
    const read = await readCard(channel)
    assert.ok(read.ok)
    const { certificates } = read.value

    const sign: Holder['sign'] = async (text, purpose) => {
      const signed = await signWith(channel, {
        purpose,
        pin: purpose === 'authentication' ? pins.pin1 : pins.pin2,
        algorithm: 'ecdsa-sha384',
        data: new TextEncoder().encode(text),
      })
      assert.ok(signed.ok)
      return {
        signature: signed.value,
        signatureAlgorithm: 'SHA384withECDSA',
        chain: certificates.filter((each) => each.purpose === purpose).map(({ der }) => der),
      }
    }
    return { personId, cardId, sign }
  }
  return { ...world, access, roles, registration, aHolder }
}

const pins = { pin1: '1234', pin2: '123456' } as const
