import type { ServicePriceView } from '@sotevarmenne/api/organisations'
import { Paragraph } from 'suomifi-ui-components'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'

/** `16,29 €`, or that it is free, and why. */
export function useServicePrice(): (price: ServicePriceView) => string {
  const t = useTexts(feeTexts)
  const money = useMoney()
  return (price) =>
    price.kind === 'free'
      ? `${t('state.free')}: ${t(`why.${price.because}`)}`
      : money(price.amount.cents)
}

/** The price, shown before the order. */
export function WillCost({ price }: { price: ServicePriceView }) {
  const t = useTexts(feeTexts)
  const shown = useServicePrice()
  return (
    <Paragraph mb="m" aria-live="polite">
      <strong>{`${t('price')}: ${shown(price)}`}</strong>
      {price.kind === 'priced' ? `. ${t('priceHelp')}` : '.'}
    </Paragraph>
  )
}
