import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  retryLetters,
  viewLetters,
  type LettersView,
  leftBehindBecause,
} from '@sotevarmenne/api/production'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { letterTexts } from './letter-texts.ts'
import { operationTexts } from './texts.ts'

/**
 * Activation letters on their way to the card and letter bureau: what waits, what is planned, and each batch.
 */
export function LettersPage() {
  const t = useTexts(letterTexts)
  const operations = useTexts(operationTexts)
  const { clock } = useDates()
  const pages = usePages(['letters'], viewLetters, {})
  const first = pages.data?.pages[0]
  const now = first?.ok === true ? first.value : undefined
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('help')}</Paragraph>
      {now === undefined ? null : (
        <>
          <Waiting waiting={now.waiting} onRetried={() => void pages.refetch()} />
          <Planned planned={now.planned} />
        </>
      )}
      <Heading variant="h2" mt="l" mb="s">
        {t('batches')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noBatches')}
        rowsOf={({ batches }) =>
          batches.map((batch) => <BatchRow key={batch.batchId} batch={batch} />)
        }
      />
      {now === undefined ? null : (
        <Actions>
          <span>{operations('asOf', { time: clock(now.at) })}</span>
          <Button
            variant="secondary"
            disabled={pages.isFetching}
            onClick={() => void pages.refetch()}
          >
            {operations('refresh')}
          </Button>
        </Actions>
      )}
    </>
  )
}

function Waiting({
  waiting: { letters, leftBehind },
  onRetried,
}: {
  waiting: LettersView['waiting']
  onRetried: () => void
}) {
  const t = useTexts(letterTexts)
  const session = useOutletContext<SessionView>()
  const [isRetried, setIsRetried] = useState(false)
  const { run, isActing, shown } = useAction()

  function retry(): Promise<void> {
    setIsRetried(false)
    return run(
      async () => {
        const retried = await callApi(retryLetters, {})
        onRetried()
        return retried
      },
      () => {
        setIsRetried(true)
      },
    )
  }

  return (
    <Panel aria-labelledby="letters-waiting">
      <Heading variant="h2" id="letters-waiting">
        {t('waiting')}
      </Heading>
      {isRetried ? <Done title={t('retried')} help={t('retriedHelp')} /> : null}
      {shown}
      {letters === 0 ? (
        <Paragraph>{t('noneWaits')}</Paragraph>
      ) : (
        <>
          <Facts
            facts={[
              [t('lettersWaiting'), letters],
              ...leftBehindBecause.options.map((because): [string, number | undefined] => [
                t(`leftBehind.${because}`),
                leftBehind[because] === 0 ? undefined : leftBehind[because],
              ]),
            ]}
          />
          <Paragraph>{t('triedAgainByItself')}</Paragraph>
          {mayDo(session, 'cards.retryLetters') ? (
            <Actions>
              <Button variant="secondary" disabled={isActing} onClick={() => void retry()}>
                {t('retry')}
              </Button>
            </Actions>
          ) : null}
        </>
      )}
    </Panel>
  )
}

function Planned({ planned }: { planned: LettersView['planned'] }) {
  const t = useTexts(letterTexts)
  const { day } = useDates()
  return (
    <Panel aria-labelledby="letters-planned">
      <Heading variant="h2" id="letters-planned" mb="s">
        {t('planned')}
      </Heading>
      {planned.length === 0 ? (
        <Paragraph>{t('nonePlanned')}</Paragraph>
      ) : (
        <Rows>
          {planned.map((each) => (
            <Row
              key={each.day}
              link={<strong>{day(each.day)}</strong>}
              facts={t('lettersIn', { count: each.letters })}
              state={<Chip $tone="neutral">{t('state.planned')}</Chip>}
            />
          ))}
        </Rows>
      )}
    </Panel>
  )
}

function BatchRow({ batch }: { batch: LettersView['batches'][number] }) {
  const t = useTexts(letterTexts)
  const { day, time } = useDates()
  const { tried, acceptedAt, manifestDigest } = batch
  return (
    <Row
      link={<strong>{t('batchOf', { day: day(batch.day) })}</strong>}
      facts={[
        t('lettersIn', { count: batch.letters }),
        ...(acceptedAt === undefined ? [] : [t('acceptedAt', { time: time(acceptedAt) })]),
        ...(tried === undefined
          ? []
          : [t(`trouble.${tried.trouble}`), t('triedAt', { time: time(tried.at) })]),
        ...(manifestDigest === undefined
          ? []
          : [t('digest', { digest: manifestDigest.slice(0, 16) })]),
      ].join(' · ')}
      state={
        <Chip $tone={batch.state === 'accepted' ? 'good' : tried === undefined ? 'waiting' : 'bad'}>
          {t(`state.${batch.state}`)}
        </Chip>
      }
    />
  )
}
