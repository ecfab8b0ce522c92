import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import * as api from '@sotevarmenne/api/production'
import { toBase64 } from '#platform/base64.ts'
import {
  aboutCard,
  findCard,
  letterAddressSealedOf,
  sendToPoint,
  notify,
  productionDataOf,
} from '#cards/card/index.ts'
import type { CardSays } from '#cards/card/contract.ts'
import { findLetterOfCard } from '#cards/letters/index.ts'
import { stationOf, wasProducedBy } from '#cards/production/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardPrintFetched } from './contract.ts'
import { printedContacts } from '@sotevarmenne/api/service-contacts'
import type { PrintingDeps } from './deps.ts'
import type { FacesToPrint } from './ports.ts'
import { texts } from './texts.ts'

export type FetchPrintRefusal = {
  readonly kind: 'card-not-produced-here' | 'register-unavailable'
}

/**
 * The data that the station's printer puts on a card produced there and not yet handed over, and the postal
 * address. The register is queried again, and under non-disclosure the card goes to its point instead (R155).
 */
export const fetchPrint = operation({
  contract: api.fetchPrint,
  problems: {
    'register-unavailable': { status: 503, ...texts.registerUnavailable },
    'card-not-produced-here': { status: 404, ...texts.cardNotProducedHere },
  },
  handle:
    (deps: PrintingDeps) =>
    async (
      permit,
      { cardId },
    ): Promise<Result<ResponseOf<typeof api.fetchPrint>, FetchPrintRefusal>> => {
      const found = await deps.db.write(async (tx) => {
        const card = await findCard(tx, cardId)
        const production = card && productionDataOf(card)
        if (card?.state !== 'awaitingHandOver' || !production)
          return refuse<FetchPrintRefusal>({ kind: 'card-not-produced-here' })
        if (!(await wasProducedBy(tx, cardId, stationOf(permit))))
          return refuse<FetchPrintRefusal>({ kind: 'card-not-produced-here' })

        const { photoId } = card.says
        const photo = photoId === undefined ? undefined : await deps.photos.photoOf(tx, photoId)
        const event: CardPrintFetched = { type: 'CardPrintFetched', about: aboutCard(card) }
        await notify(deps, tx, event, permit)
        const letter = await findLetterOfCard(tx, cardId)
        const face = {
          ...faceOf(card.says),
          cardNumber: production.cardNumber,
          ...(photo && { photo }),
          contacts: printedContacts(deps.service.contacts),
          isProductionService: deps.service.isProductionService === true,
        }
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
      return ok({
        ...{ pdf: toBase64(pdf), front: toBase64(front), back: toBase64(back) },
        ...(goesHome && { sendTo: [...sendTo.value] }),
      })
    },
})

/** Whether its address is still stored, and was not erased just now. */
async function mayGoHome({ db }: Pick<PrintingDeps, 'db'>, cardId: string): Promise<boolean> {
  const may = await db.write(async (tx) => {
    const isStored = (await letterAddressSealedOf(tx, cardId)) !== undefined
    if (!isStored) await sendToPoint(tx, cardId)
    return ok(isStored)
  })
  return may.ok && may.value
}

/** The printed part of the card's data. */
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
