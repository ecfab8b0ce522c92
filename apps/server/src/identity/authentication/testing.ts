import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import type { KeyPurpose } from '@sotevarmenne/smartcard/words'
import { createRoles, createSystemPermits, type Roles } from '#identity/permissions/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { toBase64 } from '#platform/base64.ts'
import type { Db } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import { createRegistration, type Registration } from '#points/points/index.ts'
import type { TestCa } from '@sotevarmenne/tests/ca/test-ca'
import {
  aCardHandedOver,
  aCardsEnvironment,
  aDrawerOfBlanks,
  aLetterThatLeft,
  type CardsEnvironment,
} from '#cards/lifecycle/testing.ts'
import { anIdentityCode } from '../../cards/orders/testing.ts'
import {
  createThirdPartyCards,
  type StatusResponses,
  type ThirdPartyCards,
  type ThirdPartyCardsDeps,
} from '#identity/third-party-cards/index.ts'
import { createAuthentication, type Authentication, type AuthenticationDeps } from './index.ts'
import type { SignInRefused, SignInsRefused } from './contract.ts'
import type { SuomiFi } from './ports.ts'

export const ownOrigin = 'https://localhost:8443'

/** Authentication wired as in production, with virtual cards. */
export type AuthenticationEnvironment = CardsEnvironment & {
  readonly authentication: Authentication
  readonly thirdPartyCards: ThirdPartyCards
  readonly roles: Roles
  readonly registration: Registration
  /** `method reason` of every refused sign-in since the last time, recorded or counted. */
  readonly refusedSignIns: () => Promise<readonly string[]>
  /** A person with an activated card. */
  readonly aHolder: () => Promise<Holder>
}

export type Holder = {
  readonly personId: string
  readonly cardId: string
  /** What the signing API returns: the card's signature over the text, with its certificate. */
  readonly sign: (text: string, purpose: KeyPurpose) => Promise<Signed>
}

export type Signed = {
  readonly signature: Uint8Array
  readonly signatureAlgorithm: string
  readonly chain: readonly Uint8Array[]
}

/** As a browser sends it: bytes in base64. */
export const asSent = <From extends Signed>({ signature, chain, ...rest }: From) => ({
  ...rest,
  signature: toBase64(signature),
  chain: chain.map(toBase64),
})

export function anAuthenticationEnvironment({
  db,
  ca,
  trusted = ca,
  clock,
  suomiFi,
  tlsSignInUrl,
  cardIssuers,
  lookUpPerson = unknownToRegister,
  lookUpBySatu = unknownToRegister,
  statusResponses = {
    byOcsp: () => Promise.resolve('good'),
    byCrl: () => Promise.resolve('good'),
  },
}: {
  readonly db: Db
  readonly ca: TestCa
  /** The CA whose certificates sign people in, if not the one that issues to the cards. */
  readonly trusted?: TestCa
  readonly clock: { readonly now: () => Instant }
  readonly suomiFi?: SuomiFi
  readonly tlsSignInUrl?: string
  readonly cardIssuers?: ThirdPartyCardsDeps['cardIssuers']
  /** The population register; by default it knows nobody. */
  readonly lookUpPerson?: AuthenticationDeps['lookUpPerson']
  readonly lookUpBySatu?: ThirdPartyCardsDeps['lookUpBySatu']
  /** Good by default. */
  readonly statusResponses?: StatusResponses
}): AuthenticationEnvironment {
  const drawer = aDrawerOfBlanks()
  const environment = aCardsEnvironment({ db, ca, clock, readers: drawer.readers })
  const { record } = environment.deps
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  const registration = createRegistration({ record, clock })
  const systemPermit = createSystemPermits({ clock })
  const roles = createRoles({
    ...{ db, clock, record, people, registration, systemPermit },
    withCardInUse: (_tx, personIds) => Promise.resolve(new Set(personIds)),
  })
  const thirdPartyCards = createThirdPartyCards({
    ...{ db, clock, people, lookUpPerson, lookUpBySatu, ...(cardIssuers && { cardIssuers }) },
  })
  const authentication = createAuthentication({
    sealing: createSealing(new Uint8Array(32).fill(7), 'authentication'),
    db,
    clock,
    record,
    systemPermit,
    roles,
    people,
    registration,
    certificates: environment.certificates,
    revocations: environment.revocations,
    trust: {
      anchors: trusted.issuers.anchors,
      issuers: [trusted.issuers.current('professional', 'ecc')],
    },
    statusResponses,
    lookUpPerson,
    publicUrl: ownOrigin,
    ...(suomiFi && { suomiFi }),
    ...(tlsSignInUrl !== undefined && { tlsSignInUrl }),
    thirdPartyCards,
    origins: [ownOrigin],
  })
  environment.outbox.use({
    handlers: environment.cards.jobs,
    subscriptions: [
      ...environment.cards.subscriptions,
      ...authentication.subscriptions,
      ...roles.subscriptions,
    ],
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
    const cardId = await aCardHandedOver(environment, { holder: personId, orderId: randomUUID() })
    await aLetterThatLeft(environment, cardId)
    const plastic = drawer.taken.at(-1)
    const activationCode = environment.written.at(-1)?.activationCode
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
  let seen = 0
  const refusedSignIns = async (): Promise<readonly string[]> => {
    await authentication.refusedSignIns.write()
    const named = ({ method, reason }: Pick<SignInRefused, 'method' | 'reason'>) =>
      `${method} ${reason}`
    const found = environment.events.slice(seen).flatMap((event): readonly string[] => {
      if (event.type === 'SignInRefused') return [named(event as unknown as SignInRefused)]
      if (event.type !== 'SignInsRefused') return []
      const { refused } = event as unknown as SignInsRefused
      return refused.flatMap((each) => Array.from({ length: each.count }, () => named(each)))
    })
    seen = environment.events.length
    return found
  }
  return {
    ...{ ...environment, authentication, thirdPartyCards, roles, registration },
    ...{ aHolder, refusedSignIns },
  }
}

const unknownToRegister = () => Promise.resolve(refuse({ kind: 'unknown-to-population-register' }))

const pins = { pin1: '1234', pin2: '123456' } as const
