import { randomBytes } from 'node:crypto'
import type { CardProduct } from '@sotevarmenne/api/cards'
import type { TestCardKind } from '@sotevarmenne/api/test-cards'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isCardRemoved, type CardChannel } from '@sotevarmenne/smartcard/card-channel'
import {
  finishPersonalising,
  proveKey,
  startPersonalising,
  type PersonalisingPlan,
  type StartedCard,
} from '@sotevarmenne/smartcard/personaliser'
import { spareCardLabels } from '@sotevarmenne/smartcard/labels'
import { compareWithOrder, readBack } from '@sotevarmenne/smartcard/read-back'
import type { CardCertificates, CardLanguage, KeyPurpose } from '@sotevarmenne/smartcard/words'
import type {
  Basis,
  IssueCertificate,
  IssuedCertificate,
  SubjectFacts,
} from '../../pki/issuance/contract.ts'
import type {
  CardCertificate,
  CardNumber,
  CardSays,
  SaysProfessional,
} from '#cards/card/contract.ts'
import type { SaysCitizen, SaysMember, SaysOrganisation } from '#cards/card/index.ts'
import type { CardIssuerRole } from '#pki/ca/contract.ts'
import type { TestOnlyProduct } from '#cards/products/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { ProductionDeps } from './deps.ts'
import { pinRulesOn } from './pin-rules.ts'

export type PersonalisedCard = {
  readonly chipSerial: string
  readonly certificates: readonly CardCertificate[]
  /** By which its PIN rules were chosen. */
  readonly settings: UsedSettings
}

type MakingDeps = Pick<ProductionDeps, 'db' | 'clock' | 'systemPermit'> & {
  readonly certificates: Pick<ProductionDeps['certificates'], 'issueCertificate'>
}

/** One blank card, the card it will become, and what is learnt during production. */
export type Making = {
  readonly channel: CardChannel
  readonly kind: TestCardKind
  /** The owner of the certificates in `certificates`. */
  readonly cardId: string
  /** A new id for each blank card that is tried. */
  readonly tryId: string
  /** Person id; `undefined` for a test card, which has no holder. */
  readonly holder: string | undefined
  readonly says: Saying
  /** What shows the signer that it was ordered. */
  readonly basis: Basis
  readonly cardNumber: CardNumber
  readonly activationCode: string
  readonly adminKey: Uint8Array
  /** Called as soon as the chip is known, before anything is written. */
  readonly mayTake: (chipSerial: string) => Promise<boolean>
  /** Called when its keys are generated, before anything is issued for it. */
  readonly onChip: (chipSerial: string) => Promise<void>
  /** Called to report progress. */
  readonly onStage?: (stage: 'writing' | 'reading-back') => Promise<void>
}

/**
 * Produces one card on one blank card: keys on the card, proof of possession, two certificates, everything
 * written, and the card read back and compared with the order (R20, R21). Refuses with the kinds of the
 * faults; the caller revokes and wipes. Throws when the card already belongs to a person, and leaves it alone;
 * and when the signer goes away meanwhile, which uses the blank card up.
 */
export async function makeCard(
  deps: MakingDeps & Pick<ProductionDeps, 'caCertificates' | 'keyAlgorithm'>,
  making: Making,
): Promise<Result<PersonalisedCard, readonly string[]>> {
  const { channel, says, cardNumber, activationCode, adminKey } = making
  const { pins, settings } = await deps.db.read((tx) =>
    pinRulesOn(tx, {
      kind: making.kind,
      isTest: making.holder === undefined,
      on: dateInHelsinki(deps.clock.now()),
    }),
  )
  const { keyAlgorithm = deps.keyAlgorithm } = says
  const { labels, certifiedBy } = making.holder === undefined ? ofTests : kinds[making.kind]
  const label = labels[says.language]
  const plan: PersonalisingPlan = {
    label,
    language: says.language,
    keyAlgorithm,
    pins,
    activationCode,
    adminKey,
    cardNumber,
  }
  const started = await startPersonalising(channel, plan, making.mayTake)
  if (!started.ok) {
    const { kind } = started.refusal
    if (kind === 'card-not-blank' || kind === 'card-not-taken') throw new CardLeftAlone(kind)
    return refuse([kind])
  }
  const { chipSerial, keys } = started.value
  await making.onChip(chipSerial)

  const authentication = await certify(deps, making, started.value, 'authentication')
  if (!authentication.ok) return authentication
  const signature = await certify(deps, making, started.value, 'signature')
  if (!signature.ok) return signature
  await making.onStage?.('writing')

  const certificates: CardCertificates = {
    authentication: authentication.value.der,
    signature: signature.value.der,
    ...(await deps.caCertificates(certifiedBy, keyAlgorithm)),
  }
  const finished = await finishPersonalising(channel, {
    keys,
    certificates,
    language: says.language,
    power: 'since-start',
  })
  if (!finished.ok) return refuse([finished.refusal.kind])

  await making.onStage?.('reading-back')
  // What is read from here on is what the card has stored.
  if (!(await isStillThere(channel))) return refuse(['card-removed'])
  const read = await readBack(channel, { activationCode, adminKey })
  if (!read.ok) return refuse([read.refusal.kind])
  const compared = compareWithOrder(read.value, {
    chipSerial,
    cardNumber,
    label,
    language: says.language,
    keyAlgorithm,
    pins,
    keys,
    certificates,
  })
  if (!compared.ok) return refuse(compared.refusal.map(({ kind }) => kind))

  return ok({
    chipSerial,
    certificates: [
      onCard('authentication', authentication.value),
      onCard('signature', signature.value),
    ],
    settings,
  })
}

/** Powers the card off and on. */
async function isStillThere(channel: CardChannel): Promise<boolean> {
  try {
    await channel.reset()
    return true
  } catch (fault) {
    if (isCardRemoved(fault)) return false
    throw fault
  }
}

/** The card in the reader belongs to a person, or is not in stock: it was not changed. */
export class CardLeftAlone extends Error {
  readonly because: 'card-not-blank' | 'card-not-taken'

  constructor(because: CardLeftAlone['because']) {
    super(`the card in the reader is left alone: ${because}`)
    this.because = because
  }
}

/** The data in its certificates. */
type Saying = Pick<CardSays, 'givenNames' | 'surname' | 'language' | 'validTo' | 'keyAlgorithm'> &
  (
    | Pick<SaysProfessional, 'title' | 'registrationNumber' | 'doctorId'>
    | (Pick<SaysMember, 'title' | 'subjectNumber' | 'workEmail'> & {
        readonly employer: Pick<SaysMember['employer'], 'organisation' | 'unit'>
      })
    | Omit<SaysOrganisation, 'product'>
    | Omit<SaysCitizen, 'product'>
  )

/** The kind of card produced for each product. */
export const kindOf: { readonly [Product in CardProduct | TestOnlyProduct]: TestCardKind } = {
  'professional-card': 'professional',
  'staff-card': 'staff',
  'actor-card': 'actor',
  'organisation-card': 'organisation',
  'citizen-card': 'citizen',
}

type Profiles = Readonly<Record<KeyPurpose, IssueCertificate['profile']>>

type Kind = {
  /** The token label in every tool, in the holder's language; the tools add the PIN's. */
  readonly labels: Readonly<Record<CardLanguage, string>>
  /** The CA that certifies its keys. */
  readonly certifiedBy: CardIssuerRole
  readonly profiles: Profiles
  /** Where those who are bound to an employer have others. */
  readonly profilesOfMembers?: Profiles
}

/** A test card is labelled so in every tool, and no trusted CA certifies it (R233). */
const ofTests: Pick<Kind, 'labels' | 'certifiedBy'> = {
  labels: { fi: 'TESTIKORTTI', sv: 'TESTKORT', en: 'TEST CARD' },
  certifiedBy: 'test',
}

const kinds: Readonly<Record<TestCardKind, Kind>> = {
  professional: {
    labels: { fi: 'AMMATTIKORTTI', sv: 'YRKESKORT', en: 'PROFESSIONAL CARD' },
    certifiedBy: 'professional',
    profiles: {
      authentication: 'professional-authentication',
      signature: 'professional-signature',
    },
  },
  staff: {
    labels: { fi: 'HENKILÖSTÖKORTTI', sv: 'PERSONALKORT', en: 'STAFF CARD' },
    certifiedBy: 'professional',
    profiles: { authentication: 'staff-authentication', signature: 'staff-signature' },
  },
  actor: {
    labels: { fi: 'TOIMIJAKORTTI', sv: 'AKTÖRSKORT', en: 'ACTOR CARD' },
    certifiedBy: 'professional',
    profiles: { authentication: 'actor-authentication', signature: 'actor-signature' },
  },
  temporary: {
    labels: spareCardLabels,
    certifiedBy: 'temporary',
    profiles: { authentication: 'temporary-authentication', signature: 'temporary-signature' },
    profilesOfMembers: {
      authentication: 'temporary-member-authentication',
      signature: 'temporary-member-signature',
    },
  },
  organisation: {
    ...ofTests,
    profiles: {
      authentication: 'organisation-authentication',
      signature: 'organisation-signature',
    },
  },
  citizen: {
    ...ofTests,
    profiles: { authentication: 'citizen-authentication', signature: 'citizen-signature' },
  },
}

/** Who certifies a card, and by which profiles. */
export const certifiedAs = (kind: TestCardKind, { isTest }: { readonly isTest: boolean }) => ({
  by: (isTest ? ofTests : kinds[kind]).certifiedBy,
  profiles: Object.values(kinds[kind].profiles),
})

const profilesFor = ({ profiles, profilesOfMembers = profiles }: Kind, says: Saying): Profiles =>
  'employer' in says ? profilesOfMembers : profiles

async function certify(
  deps: MakingDeps,
  { channel, kind: kindOfCard, cardId, tryId, holder, says, basis }: Making,
  { keys }: StartedCard,
  purpose: KeyPurpose,
): Promise<Result<IssuedCertificate, readonly string[]>> {
  const key = keys.find((candidate) => candidate.purpose === purpose)
  if (!key) return refuse(['key-missing'])

  const challenge = randomBytes(32)
  const signature = await proveKey(channel, key, challenge)
  if (!signature.ok) return refuse([signature.refusal.kind])

  const issued = await deps.certificates.issueCertificate(
    deps.systemPermit('certificates.issueCertificate'),
    {
      requestKey: `${cardId}/${tryId}/${purpose}`,
      profile: profilesFor(kinds[kindOfCard], says)[purpose],
      subject: subjectOf(says),
      spki: key.spki,
      proof: { challenge, signature: signature.value },
      basis,
      ...(purpose === 'authentication' && emailOf(kindOfCard, says)),
      validTo: says.validTo,
      cardId,
      ...(holder === undefined ? { isTest: true } : { holder }),
    },
  )
  if (issued.ok) return issued
  const { refusal } = issued
  const { kind } = refusal
  // Tried again later: the card is not at fault.
  if (kind === 'signer-unavailable') throw new Error('the signer does not respond')
  if (kind === 'clock-skew')
    throw new Error('the clock of the signer differs too much: check the clocks')
  if (kind === 'signer-refused' && refusal.refusal.kind === 'daily-limit-reached')
    throw new Error('the signer has signed more certificates today than usual: see the alert')
  return refuse([kind])
}

/** A spare card is for the days until the actual one: it opens no e-mail, and has no address. */
const emailOf = (kind: TestCardKind, says: Saying): Pick<IssueCertificate, 'email'> =>
  kind !== 'temporary' && 'workEmail' in says ? { email: says.workEmail } : {}

const onCard = (purpose: KeyPurpose, issued: IssuedCertificate): CardCertificate => ({
  purpose,
  issuer: issued.issuer,
  serial: issued.serial,
  notBefore: issued.notBefore,
  notAfter: issued.notAfter,
})

function subjectOf(says: Saying): SubjectFacts {
  const names = { givenNames: says.givenNames, surname: says.surname }
  if ('satu' in says) return { ...names, satu: says.satu }
  if ('businessId' in says) {
    const { subjectNumber, organisation, businessId } = says
    return { ...names, subjectNumber, organisation, businessId }
  }
  const every = { ...names, title: says.title.fi }
  if ('employer' in says) {
    const { organisation, unit } = says.employer
    const { subjectNumber } = says
    return { ...every, subjectNumber, organisation, ...(unit !== undefined && { unit }) }
  }
  const { registrationNumber, doctorId } = says
  return { ...every, registrationNumber, ...(doctorId !== undefined && { doctorId }) }
}
