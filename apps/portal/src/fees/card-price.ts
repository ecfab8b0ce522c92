import type { price } from '@sotevarmenne/api/organisations'
import type { z } from 'zod'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

/** A price with its reason, in words. */
export function useCardPrice(): (told: z.output<typeof price>) => string {
  const t = useTexts('member')
  const money = useMoney()
  return (told) => {
    const reason = t(`because.${told.because}`)
    if (told.kind === 'free') return `${t('free')}: ${reason}`
    return `${money(told.amount.cents)}: ${reason}`
  }
}
