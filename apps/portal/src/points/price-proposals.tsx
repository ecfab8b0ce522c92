import type { PriceProposalView } from '@sotevarmenne/api/point-prices'
import type { ReactNode } from 'react'
import { Chip } from '../cards/card-facts.tsx'
import { Row } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useMoney, usePercent } from '../texts/money.ts'
import { useTexts } from '../texts/index.ts'
import { usePointServices } from './point-services.ts'
import { pointPriceTexts } from './price-texts.ts'
import { costOf } from './prices-of-services.tsx'

/** The service and its price before and after, in one line. */
export function useProposalTitle(): (proposal: PriceProposalView) => string {
  const t = useTexts(pointPriceTexts)
  const { nameOf } = usePointServices()
  const money = useMoney()
  return ({ price, before }) =>
    t('change', {
      service: nameOf(price.service),
      before: before === undefined ? t('free') : money(before.grossCents),
      after: money(price.grossCents),
    })
}

/** What the proposal changes, old → new; what stays the same once. */
export function useChangedFacts(): (
  proposal: PriceProposalView,
) => readonly (readonly [string, string])[] {
  const t = useTexts(pointPriceTexts)
  const money = useMoney()
  const percent = usePercent()
  return ({ price, before }) => {
    const fact = (of: (one: typeof price) => string): string => {
      const [old, now] = [before && of(before), of(price)]
      return old === undefined || old === now ? now : `${old} → ${now}`
    }
    const sheet = ({ costSheet }: typeof price) =>
      costSheet.map(({ what, cents }) => `${what} ${money(cents)}`).join(', ')
    return [
      [
        t('price'),
        before === undefined
          ? `${t('free')} → ${money(price.grossCents)}`
          : fact(({ grossCents }) => money(grossCents)),
      ],
      [t('netOf'), fact(({ netCents }) => money(netCents))],
      [t('vatOf'), fact(({ vatPermille }) => percent(vatPermille))],
      [t('verifiedCost'), fact((one) => money(costOf(one)))],
      [t('costOf'), fact(sheet)],
      [
        t('ownStaff'),
        fact(({ isFreeForOwnStaff }) => t(isFreeForOwnStaff ? 'ownStaff.free' : 'ownStaff.pays')),
      ],
    ]
  }
}

/** From its first to its last day. */
export function useValidity(): (price: PriceProposalView['price']) => string {
  const t = useTexts(pointPriceTexts)
  const { day } = useDates()
  return ({ validFrom, validTo }) =>
    validTo === undefined ? t('from', { day: day(validFrom) }) : `${day(validFrom)}–${day(validTo)}`
}

/** One proposal in a list; `link` where it has a page, `beside` for what may be done with it here. */
export function ProposalRow({
  proposal,
  link,
  namesPoint,
  beside,
}: {
  proposal: PriceProposalView
  link?: ReactNode
  namesPoint: boolean
  beside?: ReactNode
}) {
  const t = useTexts(pointPriceTexts)
  const { day, time } = useDates()
  const money = useMoney()
  const title = useProposalTitle()
  const validity = useValidity()
  const { point, price, operatorDecision, state, proposed, decided, isLate } = proposal
  const { body, decidedOn, section } = operatorDecision
  return (
    <Row
      link={link ?? <strong>{title(proposal)}</strong>}
      facts={[
        ...(namesPoint ? [point.name] : []),
        validity(price),
        `${t('verifiedCost')} ${money(costOf(price))}`,
        t('decisionShown', { body, day: day(decidedOn), section }),
        t(`proposedBy.${proposed.by}`, { time: time(proposed.at) }),
        ...(decided && state !== 'waiting'
          ? [t(`decided.${state}`, { time: time(decided.at) })]
          : []),
        ...(decided?.because === undefined ? [] : [`${t('because')}: ${decided.because}`]),
        ...(isLate ? [t('late')] : []),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={proposalTones[state]}>{t(`state.${state}`)}</Chip>
          {beside}
        </>
      }
    />
  )
}

export const proposalTones = {
  waiting: 'waiting',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
} as const satisfies Record<PriceProposalView['state'], string>
