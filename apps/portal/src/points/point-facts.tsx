import type { PublicPointView } from '@sotevarmenne/api/points'
import styled from 'styled-components'
import { addressLine } from '../forms/address-line.ts'
import { Facts } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { useMoney } from '../texts/money.ts'
import { usePointServices } from './point-services.ts'

/** Whether the point is open now, and until when or from when. */
export function OpeningNow({ now: { isOpen, changesAt } }: Pick<PublicPointView, 'now'>) {
  const t = useTexts(pointTexts)
  const { time, clock } = useDates()
  if (changesAt === undefined) return <>{t('closed')}</>
  return (
    <>
      {isOpen
        ? t('openUntil', { time: clock(changesAt) })
        : t('opensAt', { time: time(changesAt) })}
    </>
  )
}

/** Everything that a visitor wants to know before going there. */
export function PointFacts({ point }: { point: PublicPointView }) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const { details, address } = point
  return (
    <Facts
      facts={[
        [t('address'), addressLine(address)],
        [t('directions'), details.directions],
        [t('phone'), details.phone],
        [t('county'), words(`county.${details.county}`)],
        [t('pointOperator'), details.pointOperator],
        [t('services'), <Fees key="fees" point={point} />],
        [t('hours'), <Hours key="hours" point={point} />],
        [t('languages'), details.languages.map((one) => words(`spokenLanguage.${one}`)).join(', ')],
        [
          t('accessibility'),
          details.accessibility.length === 0
            ? undefined
            : details.accessibility.map((one) => words(`accessibility.${one}`)).join(', '),
        ],
      ]}
    />
  )
}

function Fees({ point: { details, fees } }: { point: PublicPointView }) {
  const t = useTexts(pointTexts)
  const { nameOf } = usePointServices()
  const money = useMoney()
  return (
    <>
      {details.services.map((service) => {
        const fee = fees.find((one) => one.service === service)
        const amount = fee === undefined ? t('free') : money(fee.cents)
        const own = fee?.isFreeForOwnStaff === true ? `, ${t('freeForOwn')}` : ''
        return <div key={service}>{`${nameOf(service)}: ${amount}${own}`}</div>
      })}
      <div>{t('feesHelp')}</div>
    </>
  )
}

function Hours({ point: { details, now } }: { point: PublicPointView }) {
  const t = useTexts(pointTexts)
  const { day, weekday, timeOfDay } = useDates()
  const shown = (periods: readonly { from: string; to: string }[] = []) =>
    periods.length === 0
      ? t('closed')
      : periods.map(({ from, to }) => `${timeOfDay(from)}–${timeOfDay(to)}`).join(', ')
  return (
    <>
      <div>
        <OpeningNow now={now} />
      </div>
      <Table>
        <tbody>
          {weekdays.map((one) => (
            <tr key={one}>
              <th scope="row">{weekday(one)}</th>
              <td>{shown(details.openingHours.find((hours) => hours.weekday === one)?.periods)}</td>
            </tr>
          ))}
          {details.exceptions.map(({ date, periods, reason }) => (
            <tr key={date}>
              <th scope="row">{day(date)}</th>
              <td>{`${shown(periods)}${reason === undefined ? '' : `, ${reason}`}`}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Plain>{t('holidays')}</Plain>
    </>
  )
}

const Plain = styled.div`
  font-weight: 400;
`

const Table = styled.table`
  border-collapse: collapse;
  font-weight: 400;
  th {
    padding: 0 20px 0 0;
    font-weight: 400;
    text-align: left;
    vertical-align: top;
  }
  td {
    padding: 0;
    font-variant-numeric: tabular-nums;
  }
`

/** Of Monday to Sunday, ISO 8601. */
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
