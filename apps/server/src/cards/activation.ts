import { formatInstant, parseInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { Db, Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { closeForGood } from './close-card.ts'
import type { CardActivated } from './contract.ts'
import { aboutCard, tell, type CardsDeps } from './deps.ts'
import {
  activationStatement,
  clockDifferenceAllowed,
  judgeLetter,
  type LetterRefusal,
} from './domain/activation-letter.ts'
import { activate, type CardIn } from './domain/card.ts'
import { cardsOfHolder, findCardByNumber, lockCard, saveCard } from './store.ts'
import { findLetter } from './stores/letters.ts'
import { offersFor } from './stores/replacements.ts'

type CardAndLetter = { readonly cardNumber: string; readonly letterNumber: string }

/** Asked by the reader software before a code is tried: a wrong code costs one of the card's tries. */
export const checkLetter =
  ({ db }: { readonly db: Db }) =>
  (
    _permit: Permit<'cards.checkLetter'>,
    asked: CardAndLetter,
  ): Promise<Result<{ belongs: true; codeOnCard: boolean }, LetterRefusal>> =>
    db.read(async (tx) => {
      const judged = await judge(tx, asked)
      if (!judged.ok) return judged
      const letter = await findLetter(tx, asked.letterNumber)
      return ok({ belongs: true, codeOnCard: letter?.codeOnCard ?? true })
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

/** The card's own key tells that its PINs were set: the card is in use. Told again it is answered as before. */
export const reportActivation =
  (deps: CardsDeps) =>
  (permit: Permit<'cards.reportActivation'>, report: ActivationReport): Promise<Reported> =>
    deps.db.write(async (tx): Promise<Reported> => {
      const judged = await judge(tx, report)
      if (!judged.ok) return judged
      const now = deps.clock.now()
      const signedAt = parseInstant(report.signedAt)
      if (signedAt === undefined || signedAt > plus(now, clockDifferenceAllowed))
        return refuse({ kind: 'signed-in-the-future' })
      if (!(await isSignedByCard(deps, tx, judged.value, report)))
        return refuse({ kind: 'not-signed-by-the-card' })

      const card = await lockCard(tx, judged.value.cardId)
      if (card?.state === 'inUse') return ok({ activatedAt: formatInstant(card.activatedAt) })
      if (card?.state !== 'handedOver') return refuse({ kind: 'card-closed' })
      await putIntoUse(deps, tx, permit, { card, letterNumber: report.letterNumber, now })
      return ok({ activatedAt: formatInstant(now) })
    })

async function putIntoUse(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit,
  activation: {
    readonly card: CardIn<'handedOver'>
    readonly letterNumber: string
    readonly now: Instant
  },
): Promise<void> {
  const inUse = activate(activation.card, activation.now)
  await saveCard(tx, inUse)
  const letter = await findLetter(tx, activation.letterNumber)
  if (!letter) throw new Error('the letter was judged in this transaction')
  const event: CardActivated = {
    type: 'CardActivated',
    about: aboutCard(inUse),
    letterNumber: letter.letterNumber,
  }
  await tell(deps, tx, event, permit)
  await closeReplaced(deps, tx, permit, inUse)
}

/** The card in whose place the new one was offered has worked until now (M7). */
async function closeReplaced(
  deps: CardsDeps,
  tx: Tx,
  permit: Permit,
  inUse: CardIn<'inUse'>,
): Promise<void> {
  const others = (await cardsOfHolder(tx, inUse.holder)).filter(
    ({ cardId }) => cardId !== inUse.cardId,
  )
  const offers = await offersFor(
    tx,
    others.map(({ cardId }) => cardId),
  )
  for (const { cardId } of others) {
    if (!offers.has(cardId)) continue
    const former = await lockCard(tx, cardId)
    if (former?.state !== 'handedOver' && former?.state !== 'inUse') continue
    await closeForGood(deps, tx, permit, former, 'replaced')
  }
}

const judge = async (
  tx: Tx,
  { cardNumber, letterNumber }: CardAndLetter,
): Promise<Result<CardIn<'handedOver' | 'inUse'>, LetterRefusal>> =>
  judgeLetter(await findCardByNumber(tx, cardNumber), await findLetter(tx, letterNumber))

async function isSignedByCard(
  { certificates }: Pick<CardsDeps, 'certificates'>,
  tx: Tx,
  card: CardIn<'handedOver' | 'inUse'>,
  report: ActivationReport,
): Promise<boolean> {
  const onCard = card.certificates.find(({ purpose }) => purpose === 'authentication')
  const row = onCard && (await certificates.findCertificate(tx, onCard))
  if (row?.state !== 'issued') throw new Error(`card ${card.cardId} without its certificate`)
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
