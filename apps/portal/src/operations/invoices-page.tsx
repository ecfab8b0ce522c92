import type { Session } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { exportAccounting, listInvoiceRuns, startInvoiceRun } from '@sotevarmenne/api/fees'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { requestOf } from '@sotevarmenne/api/request'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import styled from 'styled-components'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { InvoicesShown } from '../fees/fees-of.tsx'
import { Chip } from '../cards/card-facts.tsx'
import { Done, Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { FileLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { monthText, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { useAllInvoices } from './use-all-invoices.ts'

/** Months to invoice and invoiced, and every invoice and credit note. */
export function InvoicesPage() {
  const t = useTexts('fees')
  const operations = useTexts('operations')
  const { clock } = useDates()
  const runs = useQuery({
    queryKey: ['invoice-runs'],
    queryFn: ({ signal }) => ask(listInvoiceRuns, {}, signal),
  })
  const invoices = useAllInvoices()
  const refresh = (): void => {
    void runs.refetch()
    void invoices.pages.refetch()
  }
  const now = runs.data?.ok === true ? runs.data.value : undefined
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('help')}</Paragraph>
      {runs.isPending ? <Fetching /> : null}
      {runs.isError ? <Unreachable onRetry={() => void runs.refetch()} /> : null}
      {runs.data?.ok === false ? <ProblemShown problem={runs.data.refusal} /> : null}
      {now === undefined ? null : (
        <>
          <Next next={now.next} onStarted={refresh} />
          <Months runs={now.runs} />
        </>
      )}
      <InvoicesShown {...invoices} />
      {now === undefined ? null : (
        <Actions>
          <span>{operations('asOf', { time: clock(now.at) })}</span>
          <Button variant="secondary" disabled={runs.isFetching} onClick={refresh}>
            {t('refresh')}
          </Button>
        </Actions>
      )}
    </>
  )
}

type Runs = AnswerOf<typeof listInvoiceRuns>

function Next({ next, onStarted }: { next: Runs['next']; onStarted: () => void }) {
  const t = useTexts('fees')
  const { roles } = useOutletContext<Session>()
  const [isAsking, setIsAsking] = useState(false)
  const [isStarted, setIsStarted] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  if (next === undefined) return isStarted ? <Started /> : null
  return (
    <Panel aria-labelledby="next">
      <Heading variant="h2" id="next" mb="s">
        {t('next')}
      </Heading>
      <Paragraph>
        {t('nextIs', { month: monthText(next.month), count: next.organisations })}
      </Paragraph>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {roles.includes('handler') ? (
        <Actions>
          <Button
            onClick={() => {
              setIsAsking(true)
            }}
          >
            {t('start')}
          </Button>
        </Actions>
      ) : null}
      <ConfirmStep
        isOpen={isAsking}
        title={t('startSure', { month: monthText(next.month) })}
        text={t('startHelp')}
        yes={t('start')}
        onYes={async () => {
          const begun = await ask(startInvoiceRun, { month: next.month })
          return () => {
            setProblem(begun.ok ? undefined : begun.refusal)
            setIsStarted(begun.ok)
            onStarted()
          }
        }}
        onClose={() => {
          setIsAsking(false)
        }}
      />
    </Panel>
  )
}

function Started() {
  const t = useTexts('fees')
  return <Done title={t('started')} help={t('startedHelp')} />
}

function Months({ runs }: Pick<Runs, 'runs'>) {
  const t = useTexts('fees')
  const money = useMoney()
  const { time } = useDates()
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('months')}
      </Heading>
      {runs.length === 0 ? <Paragraph>{t('noMonths')}</Paragraph> : null}
      {runs.length === 0 ? null : (
        <Rows>
          {runs.map((run) => (
            <Row
              key={run.month}
              link={<strong>{monthText(run.month)}</strong>}
              facts={[
                t('invoicesIn', { count: run.invoices }),
                money(run.grossCents),
                time(run.startedAt),
                t('startedBy', { name: run.startedBy }),
              ].join(' · ')}
              state={
                <StateAndFile>
                  <Chip $tone={run.finishedAt === undefined ? 'waiting' : 'good'}>
                    {run.finishedAt === undefined
                      ? t('underWay', { count: run.waiting ?? 0 })
                      : t('ready')}
                  </Chip>
                  <FileLink
                    href={requestOf(exportAccounting, { month: run.month }).url}
                    download={`${run.month}.csv`}
                  >
                    {t('accounting', { month: monthText(run.month) })}
                  </FileLink>
                </StateAndFile>
              }
            />
          ))}
        </Rows>
      )}
    </>
  )
}

const StateAndFile = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px 16px;
  align-items: center;
`
