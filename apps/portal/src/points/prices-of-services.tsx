import type { PointPriceView, PointService } from '@sotevarmenne/api/points'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { Chip } from '../cards/card-facts.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { todayInFinland, useDates } from '../texts/dates.ts'
import { useMoney, usePercent } from '../texts/money.ts'
import { useTexts } from '../texts/index.ts'
import { usePointServices } from './point-services.ts'
import { pointPriceTexts } from './price-texts.ts'

/** A point's price for each service: now, from a future day, and earlier. */
export function PricesOfServices({
  id,
  services,
  prices,
}: {
  /** Of the point, for the headings. */
  id: string
  services: readonly PointService[]
  prices: readonly PointPriceView[]
}) {
  const { nameOf } = usePointServices()
  const shown = new Set([...services, ...prices.map(({ service }) => service)])
  return [...shown].map((service) => (
    <section key={service} aria-labelledby={`price-${id}-${service}`}>
      <Heading variant="h3" id={`price-${id}-${service}`} mt="s" mb="xs">
        {nameOf(service)}
      </Heading>
      <PricesOfService prices={prices.filter((price) => price.service === service)} />
    </section>
  ))
}

function PricesOfService({ prices }: { prices: readonly PointPriceView[] }) {
  const t = useTexts(pointPriceTexts)
  const { day } = useDates()
  const money = useMoney()
  const percent = usePercent()
  const today = todayInFinland()
  const isNow = ({ validFrom, validTo }: PointPriceView): boolean =>
    validFrom <= today && (validTo === undefined || today <= validTo)
  return (
    <>
      {prices.some(isNow) ? null : <Paragraph mb="s">{t('noPrice')}</Paragraph>}
      {prices.length === 0 ? null : (
        <Rows>
          {prices.map((price) => (
            <Row
              key={price.priceId}
              link={
                <strong>
                  {`${money(price.grossCents)} · ${
                    price.validTo === undefined
                      ? t('from', { day: day(price.validFrom) })
                      : `${day(price.validFrom)}–${day(price.validTo)}`
                  }`}
                </strong>
              }
              facts={[
                t('priceFacts', {
                  net: money(price.netCents),
                  cost: money(costOf(price)),
                  vat: percent(price.vatPermille),
                }),
                ...(price.isFreeForOwnStaff ? [t('freeForOwn')] : []),
                `${t('costOf')}: ${price.costSheet
                  .map(({ what, cents }) => `${what} ${money(cents)}`)
                  .join(', ')}`,
              ].join(' · ')}
              state={
                isNow(price) ? (
                  <Chip $tone="good">{t('priceNow')}</Chip>
                ) : price.validFrom > today ? (
                  <Chip $tone="waiting">{t('priceComing')}</Chip>
                ) : (
                  <Chip $tone="neutral">{t('pricePast')}</Chip>
                )
              }
            />
          ))}
        </Rows>
      )}
    </>
  )
}

/** The ceiling of the price, without VAT. */
export const costOf = ({ costSheet }: Pick<PointPriceView, 'costSheet'>): number =>
  costSheet.reduce((sum, { cents }) => sum + cents, 0)
