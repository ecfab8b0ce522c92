import type { Charge } from '@sotevarmenne/api/fees'
import type { ReactNode } from 'react'
import { Chip } from '../cards/card-facts.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

const tones = { free: 'neutral', open: 'waiting', invoiced: 'good', credited: 'neutral' } as const

/** What one act cost, and why. */
export function ChargeLine({ charge, children }: { charge: Charge; children?: ReactNode }) {
  const t = useTexts('fees')
  const money = useMoney()
  const { day } = useDates()
  return (
    <Row
      link={<strong>{`${t(`product.${charge.product}`)}, ${money(charge.netCents)}`}</strong>}
      facts={[
        day(charge.actedOn),
        t(`why.${charge.because}`),
        ...(charge.unit === undefined ? [] : [charge.unit.name]),
        ...(charge.costCentre === undefined
          ? []
          : [t('ofCostCentre', { name: charge.costCentre })]),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={tones[charge.state]}>{t(`state.${charge.state}`)}</Chip>
          {children}
        </>
      }
    />
  )
}
