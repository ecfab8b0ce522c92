import type { price } from '@sotevarmenne/api/organisations'
import type { z } from 'zod'
import { useTexts } from '../texts/index.ts'
import { memberTexts } from '../desk/member-texts.ts'
import { useMoney } from '../texts/money.ts'

/** A price with its reason, in words. */
export function useCardPrice(): (cardPrice: z.output<typeof price>) => string {
  const t = useTexts(memberTexts)
  const money = useMoney()
  return (cardPrice) => {
    const reason = t(`because.${cardPrice.because}`)
    if (cardPrice.kind === 'free') return `${t('free')}: ${reason}`
    return `${money(cardPrice.amount.cents)}: ${reason}`
  }
}
