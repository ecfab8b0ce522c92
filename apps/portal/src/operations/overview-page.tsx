import { colours } from '@sotevarmenne/design-tokens/tokens'
import { viewOverview, type Overview } from '@sotevarmenne/api/dashboards'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { BarChart, highestOf } from '../layout/chart.tsx'
import { Loaded, UnreachablePage } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { useWholeNumber } from '../texts/numbers.ts'
import { PausedCrls } from './paused-crls.tsx'

/** The state of the service. Refreshed by hand: automatic requests would keep an unused session open. */
export function OverviewPage() {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  const query = useApiQuery(['overview'], viewOverview, {})
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />
  return (
    <>
      <PageTitle>{t('overviewHeading')}</PageTitle>
      <Loaded query={query}>
        {(overview) => (
          <>
            <AsOf>
              <span aria-live="polite">{t('asOf', { time: time(overview.at) })}</span>
              <Button
                variant="secondary"
                disabled={query.isFetching}
                onClick={() => void query.refetch()}
              >
                {t('refresh')}
              </Button>
            </AsOf>
            <PausedCrls />
            <LastDay overview={overview} />
            <Lists overview={overview} />
            <LegacyResponders overview={overview} />
            <Queue overview={overview} />
          </>
        )}
      </Loaded>
    </>
  )
}

function LastDay({ overview: { hours } }: { overview: Overview }) {
  const t = useTexts(operationTexts)
  return (
    <Panel aria-labelledby="last-day">
      <Heading variant="h2" id="last-day">
        {t('lastDay')}
      </Heading>
      <Charts>
        {(['issued', 'revoked', 'ocspResponses'] as const).map((what) => (
          <HourChart
            key={what}
            title={t(what)}
            hours={hours.map((hour) => ({ from: hour.from, count: hour[what] }))}
          />
        ))}
      </Charts>
    </Panel>
  )
}

/** One bar an hour. */
function HourChart({
  title,
  hours,
}: {
  title: string
  hours: readonly { readonly from: string; readonly count: number }[]
}) {
  const t = useTexts(operationTexts)
  const { clock } = useDates()
  const number = useWholeNumber()
  const total = number(hours.reduce((sum, { count }) => sum + count, 0))
  const bars = hours.map(({ from, count }) => ({
    key: from,
    name: clock(from),
    value: count,
    shown: number(count),
  }))
  const highest = highestOf(bars)
  return (
    <BarChart
      title={title}
      bars={bars}
      labels="sixth"
      summary={
        highest === undefined || highest.value === 0
          ? t('chartOfNone', { title })
          : t('chart', { title, total, max: highest.shown, clock: highest.name })
      }
      table={{ title: t('asTable'), columns: [t('hourFrom'), t('count')] }}
    >
      <div>{t('total', { total })}</div>
    </BarChart>
  )
}

function Lists({ overview: { crls, at } }: { overview: Overview }) {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  return (
    <Panel aria-labelledby="lists">
      <Heading variant="h2" id="lists" mb="s">
        {t('lists')}
      </Heading>
      {crls.length === 0 ? <Paragraph>{t('noLists')}</Paragraph> : null}
      <Rows>
        {crls.map((list) => {
          const freshness = freshnessOf({ ends: list.nextUpdate, dueBy: list.dueBy }, at)
          return (
            <Row
              key={list.issuer}
              link={
                <>
                  <strong>{list.issuer}</strong>
                  <Life list={list} at={at} />
                </>
              }
              facts={[
                t('listsOf', {
                  lists: list.crls,
                  thisUpdate: time(list.thisUpdate),
                  nextUpdate: time(list.nextUpdate),
                }),
                ...(list.byCeremony && freshness !== 'fresh' ? [t('ceremonyDue')] : []),
              ].join(' · ')}
              state={<Chip $tone={tones[freshness]}>{t(`freshness.${freshness}`)}</Chip>}
            />
          )
        })}
      </Rows>
    </Panel>
  )
}

/**
 * How much of the CRL's validity has passed, and from when on it needs attention; the words beside it say the
 * same.
 */
function Life({ list, at }: { list: Overview['crls'][number]; at: string }) {
  const begins = Date.parse(list.thisUpdate)
  const placeOf = (time: string): number =>
    Math.min(Math.max((Date.parse(time) - begins) / (Date.parse(list.nextUpdate) - begins), 0), 1) *
    100
  const due = placeOf(list.dueBy)
  return (
    <LifeBar viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="whole" width="100" height="4" />
      <rect width={placeOf(at)} height="4" />
      <line x1={due} x2={due} y1="0" y2="4" vectorEffect="non-scaling-stroke" />
    </LifeBar>
  )
}

/** Only where there is an older system: the keys of our own CAs renew themselves. */
function LegacyResponders({ overview: { legacyResponders, at } }: { overview: Overview }) {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  if (legacyResponders.length === 0) return null
  return (
    <Panel aria-labelledby="legacy-responders">
      <Heading variant="h2" id="legacy-responders" mb="s">
        {t('legacyResponders')}
      </Heading>
      <Rows>
        {legacyResponders.map(({ issuer, until, dueBy }) => {
          const freshness = until === null ? 'missing' : freshnessOf({ ends: until, dueBy }, at)
          return (
            <Row
              key={issuer}
              link={<strong>{issuer}</strong>}
              facts={[
                ...(until === null ? [] : [t('responderUntil', { until: time(until) })]),
                ...(freshness === 'fresh' ? [] : [t('responderDue')]),
              ].join(' · ')}
              state={<Chip $tone={tones[freshness]}>{t(`responder.${freshness}`)}</Chip>}
            />
          )
        })}
      </Rows>
    </Panel>
  )
}

function freshnessOf({ ends, dueBy }: { ends: string; dueBy: string }, at: string) {
  const now = Date.parse(at)
  if (now >= Date.parse(ends)) return 'expired'
  return now >= Date.parse(dueBy) ? 'aging' : 'fresh'
}

const tones = { fresh: 'good', aging: 'waiting', expired: 'bad', missing: 'bad' } as const

function Queue({ overview: { queue } }: { overview: Overview }) {
  const t = useTexts(operationTexts)
  const number = useWholeNumber()
  const { oldestSeconds } = queue
  return (
    <Panel aria-labelledby="queue">
      <Heading variant="h2" id="queue" mb="xs">
        {t('queue')}
      </Heading>
      <Paragraph>{t('queueHelp')}</Paragraph>
      <Facts
        facts={[
          [t('due'), queue.due],
          [
            t('oldest'),
            oldestSeconds < 120
              ? t('seconds', { seconds: oldestSeconds })
              : t('minutes', { minutes: Math.floor(oldestSeconds / 60) }),
          ],
          [t('planned'), queue.planned],
          [
            t('dead'),
            <Chip key="dead" $tone={queue.dead === 0 ? 'good' : 'bad'}>
              {queue.dead}
            </Chip>,
          ],
        ]}
      />
      <BarChart
        title={t('ages')}
        labels="each"
        bars={queue.ages.map(({ fromSeconds, count }) => ({
          key: String(fromSeconds),
          name: t(`age.${fromSeconds}`),
          value: count,
          shown: number(count),
        }))}
      />
    </Panel>
  )
}

const AsOf = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 12px 24px;
`

const LifeBar = styled.svg`
  display: block;
  width: 100%;
  max-width: 20rem;
  height: 8px;
  margin: 4px 0;
  rect {
    fill: ${colours.action};
  }
  .whole {
    fill: ${colours.line};
  }
  line {
    stroke: ${colours.neutral};
    stroke-width: 2;
  }
`

const Charts = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
  gap: 8px 32px;
`
