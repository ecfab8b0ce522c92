import type { ChargeView } from '@sotevarmenne/api/fees'
import type { ReactNode } from 'react'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'
import { useProductName } from './product-name.ts'

const tones = { free: 'neutral', open: 'waiting', invoiced: 'good', credited: 'neutral' } as const

/** The page of what was charged, where the reader may see it. */
export type ChargedFor = (charge: ChargeView) => string | undefined

/** What one operation cost, and why. */
export function ChargeLine({
  charge,
  at,
  children,
}: {
  charge: ChargeView
  at?: ChargedFor | undefined
  children?: ReactNode
}) {
  const t = useTexts(feeTexts)
  const money = useMoney()
  const { day } = useDates()
  const itemOf = useItemOf()
  const productName = useProductName()
  const name = `${productName(charge.product)}, ${money(charge.netCents)}`
  const page = at?.(charge)
  return (
    <Row
      link={page === undefined ? <strong>{name}</strong> : <PageLink to={page}>{name}</PageLink>}
      facts={[
        day(charge.actedOn),
        ...itemOf(charge),
        t(`why.${charge.because}`),
        ...(charge.unit === undefined ? [] : [charge.unit.name]),
        ...(charge.costCentre === undefined
          ? []
          : [t('ofCostCentre', { name: charge.costCentre })]),
        ...(charge.invoiceReference === undefined
          ? []
          : [t('ofReference', { reference: charge.invoiceReference })]),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={tones[charge.state]}>{t(`state.${charge.state}`)}</Chip>
          {charge.isDisputed === true ? <Chip $tone="waiting">{t('disputed')}</Chip> : null}
          {children}
        </>
      }
    />
  )
}

/** What a charge is for: who, where the reader may see it, and which card, certificate or point. */
function useItemOf(): (charge: ChargeView) => readonly string[] {
  const t = useTexts(feeTexts)
  return ({ holderName, cardNumber, certificateName, pointName }) =>
    [
      holderName,
      cardNumber === undefined ? undefined : t('ofCard', { number: cardNumber }),
      certificateName,
      pointName,
    ].filter((part) => part !== undefined)
}
