import type { Session } from '@sotevarmenne/api/access'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import {
  exportAccounting,
  listInvoiceRuns,
  listInvoices,
  startInvoiceRun,
  type InvoiceRow,
} from '@sotevarmenne/api/fees'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { requestOf } from '@sotevarmenne/api/request'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useOutletContext, useSearchParams } from 'react-router'
import styled from 'styled-components'
import { Button, Dropdown, DropdownItem, Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, Fetching, ProblemShown, Unreachable } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { FileLink, PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'

/** Months to invoice and invoiced, and every invoice and credit note. */
export function InvoicesPage() {
  const t = useTexts('fees')
  const operations = useTexts('operations')
  const { clock } = useDates()
  const runs = useQuery({
    queryKey: ['invoice-runs'],
    queryFn: ({ signal }) => ask(listInvoiceRuns, {}, signal),
  })
  const invoices = useInvoices({})
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
      <Heading variant="h2" mt="l" mb="s">
        {t('invoices')}
      </Heading>
      {invoices.filter}
      {invoices.list}
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

const filters = ['all', 'unpaid', 'refused'] as const

/** Invoices, of one organisation or of all, with the filter that lives in the address. */
export function useInvoices({ organisationId }: { organisationId?: string }) {
  const t = useTexts('fees')
  const [query, setQuery] = useSearchParams()
  const filter = filters.find((one) => one === query.get('show')) ?? 'all'
  const pages = useInfiniteQuery({
    queryKey: ['invoices', organisationId, filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listInvoices, { organisationId, filter, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return {
    pages,
    filter: (
      <Dropdown
        labelText={t('show')}
        value={filter}
        onChange={(chosen) => {
          setQuery(chosen === 'all' ? {} : { show: chosen }, { replace: true })
        }}
        mb="m"
      >
        {filters.map((one) => (
          <DropdownItem key={one} value={one}>
            {t(`filter.${one}`)}
          </DropdownItem>
        ))}
      </Dropdown>
    ),
    list: (
      <RowList
        pages={pages}
        empty={t('noInvoices')}
        rowsOf={({ invoices }) =>
          invoices.map((invoice) => <InvoiceLine key={invoice.invoiceId} invoice={invoice} />)
        }
      />
    ),
  }
}

function InvoiceLine({ invoice }: { invoice: InvoiceRow }) {
  const t = useTexts('fees')
  const money = useMoney()
  const { day } = useDates()
  return (
    <Row
      link={
        <PageLink to={`operations/invoices/${invoice.invoiceId}`}>
          {`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}
        </PageLink>
      }
      facts={[
        invoice.organisation.name,
        monthText(invoice.month),
        money(invoice.grossCents),
        ...(invoice.dueOn === undefined ? [] : [t('due', { day: day(invoice.dueOn) })]),
      ].join(' · ')}
      state={<InvoiceState invoice={invoice} />}
    />
  )
}

export function InvoiceState({ invoice }: { invoice: InvoiceRow }) {
  const t = useTexts('fees')
  if (invoice.delivery === 'refused') return <Chip $tone="bad">{t('delivery.refused')}</Chip>
  if (invoice.paidOn !== undefined) return <Chip $tone="good">{t('paid')}</Chip>
  if (invoice.isCredited) return <Chip $tone="neutral">{t('state.credited')}</Chip>
  if (invoice.isOverdue) return <Chip $tone="bad">{t('overdue')}</Chip>
  return (
    <Chip $tone={invoice.delivery === 'sent' ? 'neutral' : 'waiting'}>
      {t(`delivery.${invoice.delivery}`)}
    </Chip>
  )
}

/** `10/2026`, as all three languages write it. */
export const monthText = (month: string): string =>
  `${String(Number(month.slice(5)))}/${month.slice(0, 4)}`
