import type { price } from '@sotevarmenne/api/organisations'
import type { z } from 'zod'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

/** A price with its reason, in words. */
export function useCardPrice(): (input: z.output<typeof price>) => string {
  const t = useTexts('member')
  const money = useMoney()
  return (input) => {
    const reason = t(`because.${input.because}`)
    if (input.kind === 'free') return `${t('free')}: ${reason}`
    return `${money(input.amount.cents)}: ${reason}`
  }
}
