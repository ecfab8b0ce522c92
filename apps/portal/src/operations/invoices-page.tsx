import type { SessionView } from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { exportAccounting, listInvoiceRuns, startInvoiceRun } from '@sotevarmenne/api/fees'
import { requestOf } from '@sotevarmenne/api/request'
import { useEffect } from 'react'
import { useOutletContext } from 'react-router'
import { Button, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi, queryClient, type ApiResult } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { InvoicesShown } from '../fees/fees-of.tsx'
import { InvoiceRuns } from '../fees/invoice-runs.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { monthText, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'
import { operationTexts } from './texts.ts'
import { useAllInvoices } from './use-all-invoices.ts'

/** Months that are to be invoiced or have been, and every invoice and credit note. */
export function InvoicesPage() {
  const t = useTexts(feeTexts)
  const operations = useTexts(operationTexts)
  const { clock } = useDates()
  const session = useOutletContext<SessionView>()
  const runs = useApiQuery(
    ['invoice-runs'],
    listInvoiceRuns,
    {},
    {
      refetchInterval: ({ state: { data } }) => (isUnderWay(data) ? pollMilliseconds : false),
    },
  )
  const isComing = isUnderWay(runs.data)
  const invoices = useAllInvoices(undefined, {
    refetchInterval: isComing ? pollMilliseconds : false,
  })
  useEffect(() => {
    if (!isComing) return
    // The last invoices arrive between the last request and the end of the run.
    return () => void queryClient.invalidateQueries({ queryKey: ['invoices'] })
  }, [isComing])
  const refresh = (): void => {
    void runs.refetch()
    void invoices.pages.refetch()
  }
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph>{t('help')}</Paragraph>
      <InvoiceRuns
        query={runs}
        start={
          mayDo(session, 'fees.invoiceMonth')
            ? { start: (month) => callApi(startInvoiceRun, { month }), help: t('startHelp') }
            : undefined
        }
        filesOf={(month) => [
          {
            href: requestOf(exportAccounting, { month }).url,
            name: `${month}.csv`,
            label: t('accounting', { month: monthText(month) }),
          },
        ]}
        onStarted={refresh}
      />
      <InvoicesShown {...invoices} />
      {runs.data?.ok === true ? (
        <Actions>
          <span>{operations('asOf', { time: clock(runs.data.value.at) })}</span>
          <Button variant="secondary" disabled={runs.isFetching} onClick={refresh}>
            {t('refresh')}
          </Button>
        </Actions>
      ) : null}
    </>
  )
}

const pollMilliseconds = 2000

/** The page of a user who starts a month shows its invoices as they arrive. */
const isUnderWay = (runs: ApiResult<ResponseOf<typeof listInvoiceRuns>> | undefined): boolean =>
  runs?.ok === true && runs.value.runs.some(({ finishedAt }) => finishedAt === undefined)
