import type { InvoiceRowView, listInvoices, InvoiceFilter } from '@sotevarmenne/api/fees'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { usePagesOf, type PageRequest } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { monthText, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'

type Page = ResponseOf<typeof listInvoices>

/** Invoices with the filter in the address: the endpoint that lists them, and the page of each. */
export function useInvoices<Filter extends InvoiceFilter>({
  key,
  filters,
  requestFor,
  at,
  names = 'organisation',
  refetchInterval = false,
}: {
  key: string
  /** The first is used when the address names none. */
  filters: readonly [Filter, ...Filter[]]
  requestFor: (
    requested: PageRequest & { readonly filter: Filter },
    signal: AbortSignal,
  ) => Promise<ApiResult<Page>>
  at: (invoiceId: string) => string
  /** The party that each line names: the payer or the seller. */
  names?: 'organisation' | 'seller'
  /** While new invoices arrive by themselves. */
  refetchInterval?: number | false
}) {
  const t = useTexts(feeTexts)
  const [query, setQuery] = useSearchParams()
  const [first] = filters
  const filter = filters.find((one) => one === query.get('show')) ?? first
  const pages = usePagesOf(
    ['invoices', key, filter],
    (page, signal) => requestFor({ ...page, filter }, signal),
    { refetchInterval },
  )
  return {
    pages,
    filter: (
      <Dropdown
        labelText={t('show')}
        value={filter}
        onChange={(chosen) => {
          setQuery(chosen === first ? {} : { show: chosen }, { replace: true })
        }}
        mb="m"
      >
        {filters.map((one: InvoiceFilter) => (
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
          invoices.map((invoice) => (
            <InvoiceLine
              key={invoice.invoiceId}
              invoice={invoice}
              at={at(invoice.invoiceId)}
              named={invoice[names].name}
            />
          ))
        }
      />
    ),
  }
}

function InvoiceLine({
  invoice,
  at,
  named,
}: {
  invoice: InvoiceRowView
  at: string
  named: string
}) {
  const t = useTexts(feeTexts)
  const money = useMoney()
  const { day } = useDates()
  return (
    <Row
      link={<PageLink to={at}>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageLink>}
      facts={[
        named,
        monthText(invoice.month),
        money(invoice.grossCents),
        ...(invoice.dueOn === undefined ? [] : [t('due', { day: day(invoice.dueOn) })]),
      ].join(' · ')}
      state={<InvoiceState invoice={invoice} />}
    />
  )
}

export function InvoiceState({ invoice }: { invoice: InvoiceRowView }) {
  const t = useTexts(feeTexts)
  if (invoice.delivery === 'refused') return <Chip $tone="bad">{t('delivery.refused')}</Chip>
  if (invoice.paidOn !== undefined) return <Chip $tone="good">{t('paid')}</Chip>
  if (invoice.isCredited) return <Chip $tone="neutral">{t('state.credited')}</Chip>
  if (invoice.isDisputed) return <Chip $tone="waiting">{t('disputed')}</Chip>
  if (invoice.isOverdue) return <Chip $tone="bad">{t('overdue')}</Chip>
  if (invoice.delivery === 'by-seller' && invoice.kind === 'invoice')
    return <Chip $tone="neutral">{t('unpaid')}</Chip>
  return (
    <Chip $tone={invoice.delivery === 'sent' ? 'neutral' : 'waiting'}>
      {t(`delivery.${invoice.delivery}`)}
    </Chip>
  )
}
