import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Result } from '@sotevarmenne/kernel/result'
import { bitString, integer, oid, sequence, set, utcTime, utf8String } from '@sotevarmenne/x509/der'
import { instant } from '@sotevarmenne/kernel/instant'
import { activateCard } from './activation.ts'
import { random, randomDigits } from './bytes.ts'
import {
  finishPersonalising,
  startPersonalising,
  type PersonalisingPlan,
  type StartedCard,
} from './personaliser.ts'
import { compareWithOrder, readBack, type CardExpected } from './read-back.ts'
import type { CardChannel } from './card-channel.ts'
import type { CardLayoutName } from './layout.ts'
import { createBlankOf } from './open-software-card.ts'
import { makeS42Card, type S42Created, type S42Plan } from './s4-2/make-card.ts'
import type { CardCertificates } from './words.ts'
import type { CardStore } from './virtual-card/store.ts'
import { channelTo, type VirtualCard } from './virtual-card/virtual-card.ts'

export type PersonalisedCard = {
  readonly card: VirtualCard
  readonly plan: PersonalisingPlan
  readonly started: StartedCard
  readonly certificates: CardCertificates
  /** What the read-back was compared with. */
  readonly expected: CardExpected
}

/** Certifies the keys of a card; the channel lets the card give its proof of possession. */
export type IssueForCard = (
  started: StartedCard,
  channel: CardChannel,
) => Promise<CardCertificates> | CardCertificates

/**
 * A card through every step of production: keys on the card, certificates by `issue` (self-made ones without it),
 * read back and compared. With `pins` it is activated too.
 */
export async function makePersonalisedCard({
  layout,
  plan: wanted = {},
  store,
  issue = issueForTests,
  pins,
}: {
  readonly layout?: CardLayoutName
  readonly plan?: Partial<PersonalisingPlan>
  readonly store?: CardStore
  readonly issue?: IssueForCard
  readonly pins?: { readonly pin1: string; readonly pin2: string }
} = {}): Promise<PersonalisedCard> {
  const card = await createBlankOf(layout, store && { store })
  const channel = channelTo(card)
  const plan = aPlan(wanted)
  const created = await personalise(channel, plan, issue)
  if (pins) accept(await activateCard(channel, { activationCode: plan.activationCode, ...pins }))
  await channel.close()
  return { card, plan, ...created }
}

/** The same over any channel: start, issue, finish, read back, compare. Throws when anything is refused. */
export async function personalise(
  channel: CardChannel,
  plan: PersonalisingPlan,
  issue: IssueForCard = issueForTests,
): Promise<Pick<PersonalisedCard, 'started' | 'certificates' | 'expected'>> {
  const started = accept(await startPersonalising(channel, plan))
  const certificates = await issue(started, channel)
  accept(await finishPersonalising(channel, { ...started, ...plan, certificates }))
  const read = accept(await readBack(channel, plan))
  const expected = expectedOf(plan, started, certificates)
  accept(compareWithOrder(read, expected))
  return { started, certificates, expected }
}

/** A realistic personalising plan, with its own numbers. */
export const aPlan = (wanted: Partial<PersonalisingPlan> = {}): PersonalisingPlan => ({
  label: 'TEST-AMMATTIKORTTI',
  language: 'fi',
  keyAlgorithm: 'p384',
  pins: { minLength: 4, tries: 5 },
  activationCode: '12345678',
  adminKey: random(32),
  cardNumber: `9${randomDigits(16)}`,
  ...wanted,
})

/** A card with the layout of organisation cards, as delivered; its certificates by `issue` or self-made. */
export async function aS42Card({
  store,
  issue = issueForTests,
  ...wanted
}: Partial<S42Plan> & {
  readonly store?: CardStore
  readonly issue?: (started: Pick<StartedCard, 'keys'>) => CardCertificates
} = {}): Promise<S42Created & { readonly cardNumber: string }> {
  const { label, language, activationCode, cardNumber } = aPlan()
  const ordered: S42Plan = { label, language, activationCode, cardNumber, keyAlgorithm: 'p384' }
  const plan = { ...ordered, ...wanted }
  const created = await makeS42Card({
    plan,
    issue: (keys) => issue({ keys }),
    ...(store && { store }),
  })
  return { ...created, cardNumber: plan.cardNumber }
}

export const expectedOf = (
  { cardNumber, label, language, keyAlgorithm, pins }: PersonalisingPlan,
  { chipSerial, keys }: StartedCard,
  certificates: CardCertificates,
): CardExpected => ({
  chipSerial,
  cardNumber,
  label,
  language,
  keyAlgorithm,
  pins,
  keys,
  certificates,
})

/** The value of an operation that must succeed here. */
export function accept<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`unexpected refusal: ${JSON.stringify(result.refusal)}`)
  return result.value
}

/** Consistent certificates with minimal contents: for tests of cards, not of certificates. */
export function issueForTests(started: Pick<StartedCard, 'keys'>): CardCertificates {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const own = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  const spkiFor = (purpose: string) =>
    started.keys.find((key) => key.purpose === purpose)?.spki ?? own
  const issue = (subject: string, spki: Uint8Array, issuer = 'TEST card issuer') =>
    certify(subject, spki, issuer, privateKey)
  return {
    authentication: issue('TEST authentication', spkiFor('authentication')),
    signature: issue('TEST signature', spkiFor('signature')),
    issuer: issue('TEST card issuer', own, 'TEST card root'),
    root: issue('TEST card root', own, 'TEST card root'),
  }
}

/** A version 1 certificate by ecdsa-with-SHA256. */
function certify(
  subject: string,
  spki: Uint8Array,
  issuer: string,
  issuerKey: KeyObject,
): Uint8Array {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
  const tbs = sequence(
    integer(random(16)),
    algorithm,
    nameOf(issuer),
    sequence(utcTime(instant(Date.UTC(2026, 0, 1))), utcTime(instant(Date.UTC(2036, 0, 1)))),
    nameOf(subject),
    spki,
  )
  return sequence(tbs, algorithm, bitString(new Uint8Array(sign('sha256', tbs, issuerKey))))
}

const nameOf = (commonName: string): Uint8Array =>
  sequence(set(sequence(oid('2.5.4.3'), utf8String(commonName))))
