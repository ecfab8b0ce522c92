import { colours } from '@sotevarmenne/design-tokens/tokens'
import { viewStatistics, type Statistics } from '@sotevarmenne/api/dashboards'
import { cardProduct } from '@sotevarmenne/api/cards'
import { orderState } from '@sotevarmenne/api/orders'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { BarChart, BarTable, type Bar } from '../layout/chart.tsx'
import { Loaded, UnreachablePage } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { PeriodForm, type Period } from '../layout/period-form.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { todayInFinland, useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { useWholeNumber } from '../texts/numbers.ts'
import { statisticsTexts } from './statistics-texts.ts'
import { wordTexts } from '../texts/words.ts'
import { operationTexts } from '../operations/texts.ts'
import { complaintTexts } from '../desk/complaint-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { statisticsAsCsv } from './statistics-as-csv.ts'

/** Orders received, waiting times, what delayed the cards, and the stock at each place. */
export function StatisticsPage() {
  const t = useTexts(statisticsTexts)
  const today = todayInFinland()
  const [period, setPeriod] = useState<Period>({ from: daysBefore(today, 89), to: today })
  const query = useApiQuery(['statistics', period], viewStatistics, period)
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <PeriodForm period={period} onChoose={setPeriod} />
      {query.isLoadingError ? (
        <UnreachablePage onRetry={() => void query.refetch()} />
      ) : (
        <Loaded query={query}>
          {(statistics) => (
            <>
              <Orders statistics={statistics} />
              <Waits statistics={statistics} />
              <Refusals statistics={statistics} />
              <Places statistics={statistics} />
              <Complaints statistics={statistics} />
              <Save statistics={statistics} />
            </>
          )}
        </Loaded>
      )}
    </>
  )
}

const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)

type Shown = { statistics: Statistics }

function Orders({ statistics: { orders, unit } }: Shown) {
  const t = useTexts(statisticsTexts)
  const words = useTexts(wordTexts)
  const inTime = useBarsInTime()
  const countOf = (product?: string, state?: string): number =>
    sum(
      orders.filter(
        (one) =>
          (product === undefined || one.product === product) &&
          (state === undefined || one.state === state),
      ),
    )
  return (
    <Panel aria-labelledby="orders">
      <Heading variant="h2" id="orders" mb="s">
        {t('orders')}
      </Heading>
      {orders.length === 0 ? <Paragraph>{t('none')}</Paragraph> : null}
      <BarChart
        labels="ends"
        title={t('begun')}
        table={{ title: t('asTable'), columns: [t(`unit.${unit}`), t('count')] }}
        bars={inTime(orders)}
      />
      {orders.length === 0 ? null : (
        <Scrolled tabIndex={0} role="group" aria-label={t('byState')}>
          <table>
            <caption>{t('byState')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('card')}</th>
                {orderState.options.map((state) => (
                  <th scope="col" key={state}>
                    {words(`orderState.${state}`)}
                  </th>
                ))}
                <th scope="col">{t('all')}</th>
              </tr>
            </thead>
            <tbody>
              {cardProduct.options.map((product) => (
                <tr key={product}>
                  <th scope="row">{words(`cardProduct.${product}`)}</th>
                  {orderState.options.map((state) => (
                    <td key={state}>{countOf(product, state)}</td>
                  ))}
                  <td>{countOf(product)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </Panel>
  )
}

function Waits({ statistics: { waits, unit } }: Shown) {
  const t = useTexts(statisticsTexts)
  const time = useWaitText()
  const { day } = useDates()
  return (
    <Panel aria-labelledby="waits">
      <Heading variant="h2" id="waits" mb="s">
        {t('waits')}
      </Heading>
      <Paragraph>{t('waitsHelp')}</Paragraph>
      <Charts>
        {waits.map(({ what, count, median, nineInTen, units }) => (
          <div key={what}>
            <BarChart
              labels="ends"
              title={t(`what.${what}`)}
              table={{ title: t('asTable'), columns: [t(`unit.${unit}`), t('median')] }}
              bars={units.map((one) => ({
                key: one.from,
                name: day(one.from),
                value: one.median,
                shown: time(one.median),
              }))}
            />
            {count === 0 ? (
              <>
                <Heading variant="h3" mt="m">
                  {t(`what.${what}`)}
                </Heading>
                <Paragraph>{t('none')}</Paragraph>
              </>
            ) : (
              <Paragraph mt="s">
                {t('waitFacts', { count, median: time(median), nine: time(nineInTen) })}
              </Paragraph>
            )}
          </div>
        ))}
      </Charts>
    </Panel>
  )
}

function Refusals({ statistics: { refusals } }: Shown) {
  const t = useTexts(statisticsTexts)
  const number = useWholeNumber()
  const language = usePageLanguage()
  return (
    <Panel aria-labelledby="refusals">
      <Heading variant="h2" id="refusals" mb="s">
        {t('refusals')}
      </Heading>
      <Paragraph>{t('refusalsHelp')}</Paragraph>
      {refusals.length === 0 ? (
        <Paragraph mt="s">{t('none')}</Paragraph>
      ) : (
        <BarTable
          caption={t('frequent')}
          columns={[t('reason'), t('count')]}
          bars={refusals.map(({ operation, reason, title, count }) => ({
            key: `${operation} ${reason}`,
            name: title?.[language] ?? reason,
            value: count,
            shown: number(count),
          }))}
        />
      )}
    </Panel>
  )
}

function Places({ statistics: { places } }: Shown) {
  const t = useTexts(statisticsTexts)
  const operations = useTexts(operationTexts)
  return (
    <Panel aria-labelledby="places">
      <Heading variant="h2" id="places" mb="s">
        {t('places')}
      </Heading>
      {places.length === 0 ? (
        <Paragraph>{t('noPlaces')}</Paragraph>
      ) : (
        <Scrolled tabIndex={0} role="group" aria-label={t('places')}>
          <table>
            <thead>
              <tr>
                {(['place', 'blanks', 'spareOut', 'spareOverdue'] as const).map((column) => (
                  <th scope="col" key={column}>
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {places.map(({ place, name, blanks, spareOut, spareOverdue }) => (
                <tr key={place}>
                  <th scope="row">
                    {place === 'production' ? operations('productionSite') : (name ?? place)}
                  </th>
                  <td>
                    {blanks === undefined
                      ? '–'
                      : blanks.isLow
                        ? `${String(blanks.inStock)} (${t('low')})`
                        : blanks.inStock}
                  </td>
                  <td>{spareOut}</td>
                  <td>{spareOverdue}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </Panel>
  )
}

function Complaints({ statistics: { complaints, unit } }: Shown) {
  const t = useTexts(statisticsTexts)
  const faults = useTexts(complaintTexts)
  const inTime = useBarsInTime()
  const all = sum(complaints)
  return (
    <Panel aria-labelledby="complaints">
      <Heading variant="h2" id="complaints" mb="s">
        {t('complaints')}
      </Heading>
      {all === 0 ? (
        <Paragraph>{t('none')}</Paragraph>
      ) : (
        <>
          <Paragraph>
            {t('freeOfAll', { free: sum(complaints.filter(({ isFree }) => isFree)), all })}
          </Paragraph>
          <BarChart
            labels="ends"
            title={t('complaintsFiled')}
            table={{ title: t('asTable'), columns: [t(`unit.${unit}`), t('count')] }}
            bars={inTime(complaints)}
          />
          <BarTable
            caption={t('byFault')}
            columns={[t('fault'), t('count')]}
            bars={[...Map.groupBy(complaints, ({ fault }) => fault)]
              .map(([fault, of]) => ({
                key: fault,
                name: faults(`fault.${fault}`),
                value: sum(of),
                shown: String(sum(of)),
              }))
              .toSorted((one, other) => other.value - one.value)}
          />
        </>
      )}
    </Panel>
  )
}

function Save({ statistics }: Shown) {
  const t = useTexts(statisticsTexts)
  const words = useTexts(wordTexts)
  const faults = useTexts(complaintTexts)
  const operations = useTexts(operationTexts)
  const language = usePageLanguage()
  return (
    <Actions>
      <Button
        variant="secondary"
        onClick={() => {
          saveAs(
            `statistics-${statistics.from}-${statistics.to}.csv`,
            statisticsAsCsv(statistics, { t, words, faults, operations, language }),
          )
        }}
      >
        {t('saveCsv')}
      </Button>
    </Actions>
  )
}

const sum = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((all, { count }) => all + count, 0)

/** One bar for each day, week or month with a count. */
function useBarsInTime() {
  const { day } = useDates()
  return (counted: readonly { readonly from: string; readonly count: number }[]): readonly Bar[] =>
    [...Map.groupBy(counted, ({ from }) => from)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([from, of]) => ({
        key: from,
        name: day(from),
        value: sum(of),
        shown: String(sum(of)),
      }))
}

/** Minutes in natural units: minutes, hours, or days. */
function useWaitText(): (minutes: number) => string {
  const t = useTexts(statisticsTexts)
  return (minutes) => {
    if (minutes < 120) return t('minutes', { count: minutes })
    return minutes < 48 * 60
      ? t('hours', { count: Math.round(minutes / 60) })
      : t('days', { count: Math.round(minutes / 1440) })
  }
}

const Charts = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
  gap: 8px 32px;
`

const Scrolled = styled.div`
  overflow-x: auto;
  margin-top: 24px;
  table {
    border-collapse: collapse;
  }
  caption {
    padding-bottom: 4px;
    text-align: left;
    font-weight: 600;
  }
  th,
  td {
    padding: 6px 24px 6px 0;
    border-bottom: 1px solid ${colours.line};
    text-align: left;
    font-weight: 400;
  }
  thead th {
    font-weight: 600;
  }
  td {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
`
