import * as api from '@sotevarmenne/api/cards'
import { formatInstant, parseInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import { z } from 'zod'
import type { Db, Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { SignedIn } from '../../identity/authentication/contract.ts'
import {
  aboutCard,
  activate,
  cardsOfHolder,
  findCardByNumber,
  handOver,
  isOnTheWayHome,
  lockCard,
  saveCard,
  notify,
} from '#cards/card/index.ts'
import {
  activationStatement,
  clockDifferenceAllowed,
  findLetter,
  checkLetterState,
  hasFormerCode,
  type LetterRefusal,
  letterProblems,
} from '#cards/letters/index.ts'
import type { Card, CardIn, CardSays, ProducedState } from '#cards/card/contract.ts'
import { operation } from '#platform/operation.ts'
import { cancelForGood } from './cancel-card.ts'
import type { CardActivated, CardFirstUsed, CardHandedOver } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { offersFor } from './stores/replacement-offers.ts'
import { texts } from './texts.ts'

type CardAndLetter = { readonly cardNumber: string; readonly letterNumber: string }

/**
 * Called by the card reader software before a code is tried: a wrong code uses up one of the card's tries.
 */
export const checkLetter = operation({
  contract: api.checkLetter,
  problems: letterProblems,
  handle:
    ({ db }: { readonly db: Db }) =>
    (_permit, requested): Promise<Result<{ belongs: true; codeOnCard: boolean }, LetterRefusal>> =>
      db.read(async (tx) => {
        const checked = await check(tx, requested)
        if (!checked.ok) return checked
        const letter = await findLetter(tx, requested.letterNumber)
        return ok({ belongs: true, codeOnCard: letter?.codeOnCard ?? true })
      }),
})

/**
 * Called by the card reader software before the code on a card sets new PINs: the former code is dead in the
 * service from the order of a new one, and on the card from its next contact, which this is.
 */
export const checkCode = operation({
  contract: api.checkCode,
  problems: {},
  handle:
    ({ db }: { readonly db: Db }) =>
    (_permit, { cardNumber }): Promise<Result<{ isReplaced: boolean }, never>> =>
      db.read(async (tx) => {
        const card = await findCardByNumber(tx, cardNumber)
        return ok({ isReplaced: card !== undefined && (await hasFormerCode(tx, card.cardId)) })
      }),
})

export type ActivationReport = CardAndLetter & {
  /** ISO 8601, by the clock of the holder's computer. */
  readonly signedAt: string
  /** Base64. */
  readonly signature: string
}

export type ReportActivationRefusal =
  | LetterRefusal
  | { readonly kind: 'signed-in-the-future' }
  | { readonly kind: 'not-signed-by-the-card' }

type Reported = Result<{ activatedAt: string }, ReportActivationRefusal>

/** A report signed by the card's own key that its PINs were set: the card is in use. Idempotent. */
export const reportActivation = operation({
  contract: api.reportActivation,
  problems: {
    ...letterProblems,
    'signed-in-the-future': { status: 422, ...texts.signedInTheFuture },
    'not-signed-by-the-card': { status: 403, ...texts.notSignedByTheCard },
  },
  handle: (deps: CardsDeps) => (permit, report) =>
    deps.db.write(async (tx): Promise<Reported> => {
      const checked = await check(tx, report)
      if (!checked.ok) return checked
      const now = deps.clock.now()
      const signedAt = parseInstant(report.signedAt)
      if (signedAt === undefined || signedAt > plus(now, clockDifferenceAllowed))
        return refuse({ kind: 'signed-in-the-future' })
      if (!(await isSignedByCard(deps, tx, checked.value, report)))
        return refuse({ kind: 'not-signed-by-the-card' })

      const card = await lockCard(tx, checked.value.cardId)
      if (card?.state === 'inUse') return ok({ activatedAt: formatInstant(card.activatedAt) })
      const inHand = card && (await inHolderHand(deps, tx, permit, card))
      if (!inHand) return refuse({ kind: 'card-cancelled' })
      const letter = await findLetter(tx, report.letterNumber)
      if (!letter) throw new Error('unreachable: the letter was checked in this transaction')
      const { letterNumber } = letter
      const activated: CardActivated = {
        ...{ type: 'CardActivated', about: aboutCard(inHand), letterNumber },
      }
      await putIntoUse(deps, tx, permit, { card: inHand, event: activated })
      return ok({ activatedAt: formatInstant(now) })
    }),
})

/**
 * Sign-in with a card proves its activation, even if it was not reported: the card is in use from then on
 * (R158).
 */
export const putIntoUseAtFirstUse = (deps: CardsDeps): Subscription => ({
  event: 'SignedIn' satisfies SignedIn['type'],
  listener: 'cards.firstUse',
  concerns: (event) => signedInByCard.safeParse(event).success,
  handle: async (recorded) => {
    const { cardId } = signedInByCard.parse(recorded).about
    const permit = deps.systemPermit('cards.noteFirstUse')
    await deps.db.write(async (tx) => {
      const card = await lockCard(tx, cardId)
      const inHand = card && (await inHolderHand(deps, tx, permit, card))
      if (!inHand) return ok(undefined)
      const used: CardFirstUsed = { type: 'CardFirstUsed', about: aboutCard(inHand) }
      await putIntoUse(deps, tx, permit, { card: inHand, event: used })
      return ok(undefined)
    })
  },
})

const signedInByCard = z.object({ about: z.object({ cardId: z.string() }) })

/** A card that waits for activation; one that was sent home has thereby reached its holder (R156). */
async function inHolderHand(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit<'cards.reportActivation' | 'cards.noteFirstUse'>,
  card: Card,
): Promise<CardIn<'handedOver'> | undefined> {
  if (card.state === 'handedOver') return card
  if (!isOnTheWayHome(card)) return undefined
  const handedOver = handOver(card, deps.clock.now())
  await saveCard(tx, handedOver)
  const event: CardHandedOver = {
    type: 'CardHandedOver',
    about: aboutCard(handedOver),
    documentType: 'sent-home',
  }
  await notify(deps, tx, event, permit)
  return handedOver
}

async function putIntoUse(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit<'cards.reportActivation' | 'cards.noteFirstUse'>,
  {
    card,
    event,
  }: { readonly card: CardIn<'handedOver'>; readonly event: CardActivated | CardFirstUsed },
): Promise<void> {
  const inUse = activate(card, deps.clock.now())
  await saveCard(tx, inUse)
  await notify(deps, tx, event, permit)
  await cancelReplaced(deps, tx, permit, inUse)
}

/** Cancels the card that the new one renews or replaces, which has worked until now (M7, R158). */
async function cancelReplaced(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit<'cards.reportActivation' | 'cards.noteFirstUse'>,
  inUse: CardIn<'inUse'>,
): Promise<void> {
  const others = (await cardsOfHolder(tx, inUse.holder)).filter(
    ({ cardId }) => cardId !== inUse.cardId,
  )
  const offers = await offersFor(
    tx,
    others.map(({ cardId }) => cardId),
  )
  for (const { cardId, says } of others) {
    const isInItsPlace = offers.has(cardId) && isOfSameKind(says, inUse.says)
    if (cardId !== inUse.renews && !isInItsPlace) continue
    const former = await lockCard(tx, cardId)
    if (former?.state !== 'handedOver' && former?.state !== 'inUse') continue
    await cancelForGood(deps, tx, permit, former, 'replaced')
  }
}

/** Of the same employer, if bound to one: other cards of the person stay valid. */
const isOfSameKind = (one: CardSays, other: CardSays): boolean =>
  one.product === other.product && employerOf(one) === employerOf(other)

const employerOf = (says: CardSays): string | undefined =>
  'employer' in says ? says.employer.organisationId : undefined

const check = async (
  tx: Tx,
  { cardNumber, letterNumber }: CardAndLetter,
): Promise<Result<CardIn<ProducedState>, LetterRefusal>> =>
  checkLetterState(await findCardByNumber(tx, cardNumber), await findLetter(tx, letterNumber))

async function isSignedByCard(
  { certificates }: Pick<CardsDeps, 'certificates'>,
  tx: Tx,
  card: CardIn<ProducedState>,
  report: ActivationReport,
): Promise<boolean> {
  const onCard = card.certificates.find(({ purpose }) => purpose === 'authentication')
  const row = onCard && (await certificates.findCertificate(tx, onCard))
  if (row?.state !== 'issued') throw new Error(`card ${card.cardId} has no certificate`)
  const certificate = decodeCertificate(row.der)
  if (!certificate.ok) throw new Error(`unreadable certificate: ${certificate.refusal.kind}`)

  const spki = certificate.value.subjectPublicKeyInfo
  return verifySignature({
    algorithm: decodePublicKey(spki)?.kind === 'rsa' ? 'rsa-sha256' : 'ecdsa-sha384',
    spki,
    data: new TextEncoder().encode(activationStatement(report)),
    signature: Buffer.from(report.signature, 'base64'),
  })
}
