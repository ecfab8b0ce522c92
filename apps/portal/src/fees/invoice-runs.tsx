import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { listInvoiceRuns, startInvoiceRun } from '@sotevarmenne/api/fees'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import styled from 'styled-components'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { FileLink } from '../layout/links.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { monthText, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'

type Runs = ResponseOf<typeof listInvoiceRuns>

type Start = {
  readonly start: (month: string) => Promise<ApiResult<ResponseOf<typeof startInvoiceRun>>>
  /** The consequence, shown before the confirmation. */
  readonly help: string
}

/** A file in which a month can be downloaded. */
type MonthFile = { readonly href: string; readonly name: string; readonly label: string }

/**
 * The month that is invoiced next, and the earlier ones, on every page that shows them. Read-only without
 * `start`.
 */
export function InvoiceRuns({
  query,
  start,
  filesOf,
  onStarted,
}: {
  query: UseQueryResult<ApiResult<Runs>>
  start: Start | undefined
  filesOf: (month: string) => readonly MonthFile[]
  onStarted: () => void
}) {
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const { next, runs } = query.data.value
  return (
    <>
      <Next next={next} start={start} onStarted={onStarted} />
      <Months runs={runs} filesOf={filesOf} />
    </>
  )
}

function Next({
  next,
  start,
  onStarted,
}: {
  next: Runs['next']
  start: Start | undefined
  onStarted: () => void
}) {
  const t = useTexts(feeTexts)
  const [isConfirming, setIsConfirming] = useState(false)
  const [isStarted, setIsStarted] = useState(false)
  const { runOnConfirm, shown } = useAction()
  if (next === undefined)
    return isStarted ? <Done title={t('started')} help={t('startedHelp')} /> : null
  return (
    <Panel aria-labelledby="next">
      <Heading variant="h2" id="next" mb="s">
        {t('next')}
      </Heading>
      <Paragraph>
        {t('nextIs', { month: monthText(next.month), count: next.organisations })}
      </Paragraph>
      {shown}
      {start === undefined ? null : (
        <>
          <Actions>
            <Button
              onClick={() => {
                setIsConfirming(true)
              }}
            >
              {t('start')}
            </Button>
          </Actions>
          <ConfirmStep
            isOpen={isConfirming}
            title={t('startSure', { month: monthText(next.month) })}
            text={start.help}
            yes={t('start')}
            onYes={() =>
              runOnConfirm(
                () => start.start(next.month),
                () => {
                  setIsStarted(true)
                  onStarted()
                },
              )
            }
            onClose={() => {
              setIsConfirming(false)
            }}
          />
        </>
      )}
    </Panel>
  )
}

function Months({
  runs,
  filesOf,
}: Pick<Runs, 'runs'> & { filesOf: (month: string) => readonly MonthFile[] }) {
  const t = useTexts(feeTexts)
  const money = useMoney()
  const { time } = useDates()
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('months')}
      </Heading>
      {runs.length === 0 ? (
        <Paragraph>{t('noMonths')}</Paragraph>
      ) : (
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
                <StateAndFiles>
                  <Chip $tone={run.finishedAt === undefined ? 'waiting' : 'good'}>
                    {run.finishedAt === undefined
                      ? t('underWay', { count: run.waiting ?? 0 })
                      : t('ready')}
                  </Chip>
                  {filesOf(run.month).map(({ href, name, label }) => (
                    <FileLink key={name} href={href} download={name}>
                      {label}
                    </FileLink>
                  ))}
                </StateAndFiles>
              }
            />
          ))}
        </Rows>
      )}
    </>
  )
}

const StateAndFiles = styled.div`
  display: flex;
  flex-wrap: wrap;
  gap: 8px 16px;
  align-items: center;
`
