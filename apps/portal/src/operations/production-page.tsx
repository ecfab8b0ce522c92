import { retryProduction, viewProduction, type ProductionView } from '@sotevarmenne/api/production'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { useEffect, useState } from 'react'
import { useOutletContext } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, Loaded, UnreachablePage } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { useDecimal } from '../texts/numbers.ts'
import { StockOfBlanks } from './stock-of-blanks.tsx'

/** Card production: queue, readers, rate, failures, and the stock of blank cards. */
export function ProductionPage() {
  const t = useTexts(operationTexts)
  const { clock } = useDates()
  const isLive = useIsInUse()
  const query = useApiQuery(
    ['production'],
    viewProduction,
    {},
    { refetchInterval: isLive ? pollMilliseconds : false },
  )
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />
  return (
    <>
      <PageTitle>{t('productionHeading')}</PageTitle>
      <Loaded query={query}>
        {(production) => (
          <>
            <Queue production={production} />
            <Readers production={production} />
            <Failures failures={production.failures} onRetried={query.refetch} />
            <StockOfBlanks />
            <Actions>
              <span>{t('asOf', { time: clock(production.at) })}</span>
              <Button
                variant="secondary"
                disabled={query.isFetching}
                onClick={() => void query.refetch()}
              >
                {t('refresh')}
              </Button>
            </Actions>
          </>
        )}
      </Loaded>
    </>
  )
}

function Queue({ production }: { production: ProductionView }) {
  const t = useTexts(operationTexts)
  const { time } = useDates()
  const decimal = useDecimal()
  const { waiting, waitingSince, producedByMinute, secondsPerCard } = production
  const lastHour = producedByMinute.reduce((sum, count) => sum + count, 0)
  const lastTen = producedByMinute.slice(-10).reduce((sum, count) => sum + count, 0)
  return (
    <Panel aria-labelledby="production-queue">
      <Heading variant="h2" id="production-queue">
        {t('productionQueue')}
      </Heading>
      <Facts
        facts={[
          [t('cardsWaiting'), waiting],
          [t('waitingSince'), waitingSince === undefined ? undefined : time(waitingSince)],
          [t('producedPerMinute'), decimal(lastTen / 10)],
          [t('producedLastHour'), lastHour],
          [
            t('secondsPerCard'),
            secondsPerCard === undefined
              ? undefined
              : t('seconds', { seconds: decimal(secondsPerCard) }),
          ],
        ]}
      />
    </Panel>
  )
}

function Readers({ production: { readers, running } }: { production: ProductionView }) {
  const t = useTexts(operationTexts)
  const { clock } = useDates()
  const own = running.filter(({ station }) => station === undefined)
  return (
    <Panel aria-labelledby="readers">
      <Heading variant="h2" id="readers" mb="s">
        {t('readers')}
      </Heading>
      {readers.length === 0 ? <Paragraph>{t('noStations')}</Paragraph> : null}
      <Rows>
        {readers.map((reader) => {
          const card = running.find(
            (each) => each.station === reader.station && each.reader === reader.reader,
          )
          return (
            <Row
              key={`${reader.station} ${reader.reader}`}
              link={
                <strong>
                  {reader.station}: {reader.reader}
                </strong>
              }
              facts={
                card === undefined || reader.state !== 'working'
                  ? t('readerAsOf', { time: clock(reader.at) })
                  : t('stageSince', { stage: t(`stage.${card.stage}`), time: clock(card.since) })
              }
              state={<Chip $tone={tones[reader.state]}>{t(`reader.${reader.state}`)}</Chip>}
            />
          )
        })}
        {own.map((card) => (
          <Row
            key={card.cardId}
            link={<strong>{t('ownReader')}</strong>}
            facts={t('stageSince', { stage: t(`stage.${card.stage}`), time: clock(card.since) })}
            state={<Chip $tone="waiting">{t('reader.working')}</Chip>}
          />
        ))}
      </Rows>
    </Panel>
  )
}

const tones = {
  empty: 'neutral',
  ready: 'good',
  working: 'waiting',
  'take-out': 'waiting',
  trouble: 'bad',
} as const

type Failure = ProductionView['failures'][number]

function Failures({
  failures,
  onRetried,
}: {
  failures: readonly Failure[]
  onRetried: () => Promise<unknown>
}) {
  const t = useTexts(operationTexts)
  const [retried, setRetried] = useState<string>()
  return (
    <Panel aria-labelledby="failures">
      <Heading variant="h2" id="failures" mb="s">
        {t('failures')}
      </Heading>
      {retried === undefined ? null : (
        <Done key={retried} title={t('retried')} help={t('retriedHelp')} />
      )}
      {failures.length === 0 ? <Paragraph>{t('noFailures')}</Paragraph> : null}
      <Rows>
        {failures.map((failure) => (
          <FailedCard
            key={failure.cardId}
            failure={failure}
            onRetried={async () => {
              await onRetried()
              setRetried(failure.cardId)
            }}
          />
        ))}
      </Rows>
    </Panel>
  )
}

function FailedCard({ failure, onRetried }: { failure: Failure; onRetried: () => Promise<void> }) {
  const t = useTexts(operationTexts)
  const language = usePageLanguage()
  const { time } = useDates()
  const session = useOutletContext<SessionView>()
  const { run, isActing, shown } = useAction()
  const short = failure.cardId.slice(0, 8)

  const retry = (): Promise<void> =>
    run(() => callApi(retryProduction, { cardId: failure.cardId }), onRetried)

  return (
    <>
      <Row
        link={<strong>{t('failedCard', { card: short })}</strong>}
        facts={[
          failure.findings.map(({ title }) => title[language]).join(', '),
          t('triesSoFar', { count: failure.tries }),
          time(failure.at),
        ].join(' · ')}
        state={
          failure.isFinal && mayDo(session, 'cards.retryProduction') ? (
            <Button
              variant="secondary"
              disabled={isActing}
              aria-label={t('retryCard', { card: short })}
              onClick={() => void retry()}
            >
              {t('retry')}
            </Button>
          ) : (
            <Chip $tone={failure.isFinal ? 'bad' : 'waiting'}>
              {t(failure.isFinal ? 'stopped' : 'triedAgain')}
            </Chip>
          )
        }
      />
      {shown}
    </>
  )
}

const pollMilliseconds = 3_000

/** For ten minutes after the last click or key: endless requests would keep an unused session open. */
function useIsInUse(): boolean {
  const [isInUse, setIsInUse] = useState(true)
  useEffect(() => {
    let timer: number | undefined
    const use = (): void => {
      window.clearTimeout(timer)
      setIsInUse(true)
      timer = window.setTimeout(() => {
        setIsInUse(false)
      }, unusedMilliseconds)
    }
    use()
    window.addEventListener('pointerdown', use)
    window.addEventListener('keydown', use)
    return () => {
      window.clearTimeout(timer)
      window.removeEventListener('pointerdown', use)
      window.removeEventListener('keydown', use)
    }
  }, [])
  return isInUse
}

const unusedMilliseconds = 600_000
