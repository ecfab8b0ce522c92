import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type { fetchPrint as contract } from '@sotevarmenne/api/production'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { CardPrintFetched } from '../contract.ts'
import { aboutCard, tell, type CardsDeps } from '../deps.ts'
import { whatWasMade, type CardSays } from '../domain/card.ts'
import type { FacesToPrint } from '../ports.ts'
import { stationOf } from './stations.ts'
import { findCard } from '../store.ts'
import { wasMadeBy } from '../stores/production.ts'

export type FetchPrintRefusal = { readonly kind: 'card-not-made-here' }

/** What the station's printer puts on a card that was made there and has not been handed over. */
export const fetchPrint =
  (deps: Pick<CardsDeps, 'db' | 'clock' | 'record' | 'renderFaces' | 'photoOf'>) =>
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
      const photo = photoId === undefined ? undefined : await deps.photoOf(tx, photoId)
      const event: CardPrintFetched = { type: 'CardPrintFetched', about: aboutCard(card) }
      await tell(deps, tx, event, permit)
      return ok({ ...faceOf(card.says), cardNumber: made.cardNumber, ...(photo && { photo }) })
    })
    if (!found.ok) return found
    const { pdf, front, back } = await deps.renderFaces(found.value)
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
    return ok({ pdf: text(pdf), front: text(front), back: text(back) })
  }

/** What of it is printed. */
function faceOf(says: CardSays): Omit<FacesToPrint, 'cardNumber' | 'photo'> {
  const { product, surname, givenNames, title, language, validTo } = says
  const every = { product, surname, givenNames, title, language, validTo }
  if (says.product === 'professional-card')
    return { ...every, subjectNumber: says.registrationNumber }
  const { organisation, unit } = says.employer
  return { ...every, subjectNumber: says.subjectNumber, organisation, unit }
}
