import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import { findCard } from '#cards/card/index.ts'
import { checkRenewalGround } from '#cards/products/index.ts'
import { settingOn } from '#settings/index.ts'
import { findActualCard } from './actual-card.ts'
import type { CardOfNotice } from './contract.ts'

/** Undefined for a card that is not of a kind that people order. */
export const cardOfNotice =
  ({ clock }: { readonly clock: Clock }) =>
  async (tx: Tx, cardId: string): Promise<CardOfNotice | undefined> => {
    const [actual, card] = [await findActualCard(tx, cardId), await findCard(tx, cardId)]
    if (!actual || !card) return undefined
    const today = dateInHelsinki(clock.now())
    const former = card.renews === undefined ? undefined : await findCard(tx, card.renews)
    const isFormerWorking =
      (former?.state === 'handedOver' || former?.state === 'inUse') && former.says.validTo >= today
    const ground = checkRenewalGround(
      {
        state: actual.state === 'cancelled' ? 'cancelled' : 'in-hand',
        ...(actual.cancelledBecause && { cancelledBecause: actual.cancelledBecause }),
        wasHandedOver: actual.wasHandedOver,
        validTo: actual.says.validTo,
      },
      {
        ...{ today, isDataChanged: false, saysBroken: false },
        renewalWindow: await settingOn(tx, 'renewal-window', today),
      },
    )
    return {
      product: actual.product,
      isReplacedOnline: actual.product === 'professional-card' && ground.ok,
      ...(isFormerWorking && { formerValidTo: former.says.validTo }),
    }
  }
