import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type { fetchPrint as contract } from '@sotevarmenne/api/production'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  findCard,
  letterAddressSealedOf,
  sendToPoint,
  tell,
  whatWasMade,
} from '#cards/card/index.ts'
import type { CardSays } from '#cards/card/contract.ts'
import { findLetterOfCard } from '#cards/letters/index.ts'
import { stationOf, wasMadeBy } from '#cards/production/index.ts'
import type { CardPrintFetched } from './contract.ts'
import type { PrintingDeps } from './deps.ts'
import type { FacesToPrint } from './ports.ts'

export type FetchPrintRefusal = {
  readonly kind: 'card-not-made-here' | 'register-unavailable'
}

/**
 * What the station's printer puts on a card that was made there and has not been handed over, and where it is posted: the
 * register is asked once more, and under non-disclosure it goes to its point after all (R155).
 */
export const fetchPrint =
  (deps: PrintingDeps) =>
  async (
    permit: Permit<'cards.fetchPrint'>,
    { cardId }: { readonly cardId: string },
  ): Promise<Result<AnswerOf<typeof contract>, FetchPrintRefusal>> => {
    const found = await deps.db.write(async (tx) => {
      const card = await findCard(tx, cardId)
      const made = card && whatWasMade(card)
      if (card?.state !== 'awaitingHandOver' || !made)
        return refuse<FetchPrintRefusal>({ kind: 'card-not-made-here' })
      if (!(await wasMadeBy(tx, cardId, stationOf(permit))))
        return refuse<FetchPrintRefusal>({ kind: 'card-not-made-here' })

      const { photoId } = card.says
      const photo = photoId === undefined ? undefined : await deps.orders.photoOf(tx, photoId)
      const event: CardPrintFetched = { type: 'CardPrintFetched', about: aboutCard(card) }
      await tell(deps, tx, event, permit)
      const letter = await findLetterOfCard(tx, cardId)
      const face = { ...faceOf(card.says), cardNumber: made.cardNumber, ...(photo && { photo }) }
      return ok({ face, card, letterNumber: letter?.letterNumber })
    })
    if (!found.ok) return found
    const { face, card, letterNumber } = found.value
    const sendTo =
      card.isSentHome && letterNumber !== undefined
        ? await deps.letters.addressLines(permit, { card, letterNumber })
        : undefined
    if (sendTo && !sendTo.ok) return sendTo
    const goesHome = sendTo !== undefined && (await mayGoHome(deps, cardId))
    const { pdf, front, back } = await deps.renderFaces(face)
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
    return ok({
      ...{ pdf: text(pdf), front: text(front), back: text(back) },
      ...(goesHome && { sendTo: [...sendTo.value] }),
    })
  }

/** Whether its address was not erased just now. */
async function mayGoHome({ db }: Pick<PrintingDeps, 'db'>, cardId: string): Promise<boolean> {
  const may = await db.write(async (tx) => {
    const isKept = (await letterAddressSealedOf(tx, cardId)) !== undefined
    if (!isKept) await sendToPoint(tx, cardId)
    return ok(isKept)
  })
  return may.ok && may.value
}

/** What of it is printed. */
function faceOf(says: CardSays): Omit<FacesToPrint, 'cardNumber' | 'photo'> {
  const { product, surname, givenNames, language, validTo } = says
  const isTest = says.isTest === true
  const every = { product, surname, givenNames, language, validTo, isTest }
  if (says.product === 'citizen-card') return { ...every, subjectNumber: says.satu }
  if (says.product === 'organisation-card')
    return { ...every, subjectNumber: says.subjectNumber, organisation: says.organisation }
  const { title } = says
  if (says.product === 'professional-card')
    return { ...every, title, subjectNumber: says.registrationNumber }
  const { organisation, unit } = says.employer
  return { ...every, title, subjectNumber: says.subjectNumber, organisation, unit }
}
