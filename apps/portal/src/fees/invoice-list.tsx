import type {
  InvoiceFilter,
  InvoiceRowView,
  InvoiceSearch,
  listInvoices,
} from '@sotevarmenne/api/fees'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useState, type ReactNode, type SyntheticEvent } from 'react'
import { useSearchParams } from 'react-router'
import { Button, Dropdown, DropdownItem } from 'suomifi-ui-components'
import type { ApiResult } from '../api/call-api.ts'
import { usePagesOf, type PageRequest } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { readEuros } from '../forms/euros-text.ts'
import { faultsOfDays, type DayFaults } from '../layout/desk-list.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { focusFault, SearchFields } from '../layout/search-fields.tsx'
import { FilterRow } from '../layout/surface.tsx'
import { commonTexts } from '../texts/common.ts'
import { monthText, readDay, useDates } from '../texts/dates.ts'
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
    requested: PageRequest & InvoiceSearch & { readonly filter: Filter },
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
  const [sought, setSought] = useState<InvoiceSearch>({})
  const [isFaulty, setIsFaulty] = useState(false)
  const pages = usePagesOf(
    ['invoices', key, filter, sought],
    (page, signal) => requestFor({ ...page, ...sought, filter }, signal),
    { refetchInterval },
  )
  return {
    pages,
    filter: (
      <InvoiceFilters
        names={names}
        onSearch={(search) => {
          setIsFaulty(search === undefined)
          if (search !== undefined) setSought(search)
        }}
      >
        <Dropdown
          labelText={t('show')}
          value={filter}
          onChange={(chosen) => {
            setQuery(chosen === first ? {} : { show: chosen }, { replace: true })
          }}
        >
          {filters.map((one: InvoiceFilter) => (
            <DropdownItem key={one} value={one}>
              {t(`filter.${one}`)}
            </DropdownItem>
          ))}
        </Dropdown>
      </InvoiceFilters>
    ),
    // Under a fault of the search no former result stays.
    list: isFaulty ? null : (
      <RowList
        pages={pages}
        empty={t(
          Object.values(sought).some((one) => one !== undefined) ? 'noneFound' : 'noInvoices',
        )}
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

const nothingTyped = { search: '', from: '', to: '', amount: '' }
type Typed = typeof nothingTyped
type Faults = DayFaults & { readonly amount?: 'wrong' }

/** Searches invoices by number, reference, the other party, day and sum. */
function InvoiceFilters({
  names,
  onSearch,
  children,
}: {
  names: 'organisation' | 'seller'
  /** Undefined: something in it is wrong. */
  onSearch: (sought: InvoiceSearch | undefined) => void
  children: ReactNode
}) {
  const t = useTexts(feeTexts)
  const common = useTexts(commonTexts)
  const [typed, setTyped] = useState(nothingTyped)
  const [faults, setFaults] = useState<Faults>({})
  return (
    <FilterRow
      role="search"
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        const found = faultsOf(typed)
        setFaults(found)
        onSearch(focusFault('invoice', found) ? undefined : soughtBy(typed))
      }}
    >
      {children}
      <SearchFields
        prefix="invoice"
        fields={[
          { field: 'search', label: t(names === 'seller' ? 'searchOwn' : 'searchInvoices') },
          { field: 'from', label: common('list.from') },
          { field: 'to', label: common('list.to') },
          { field: 'amount', label: t('searchAmount') },
        ]}
        typed={typed}
        faults={{
          from: faults.from && common(`list.${faults.from}`),
          to: faults.to && common(`list.${faults.to}`),
          amount: faults.amount && t('amountWrong'),
        }}
        onTyped={(field, text) => {
          setTyped({ ...typed, [field]: text })
        }}
      />
      <Button type="submit" variant="secondary">
        {common('list.find')}
      </Button>
    </FilterRow>
  )
}

/** A month of a large organisation costs more than a card. */
const maxEuroDigits = 9

const faultsOf = (typed: Typed): Faults => ({
  ...faultsOfDays(typed),
  ...(typed.amount.trim() !== '' &&
    !readEuros(typed.amount, maxEuroDigits) && { amount: 'wrong' as const }),
})

const soughtBy = (typed: Typed): InvoiceSearch => ({
  search: typed.search.trim().slice(0, 100) || undefined,
  from: readDay(typed.from),
  to: readDay(typed.to),
  amountCents: readEuros(typed.amount, maxEuroDigits),
})

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
  const openAmount = useOpenAmount()
  return (
    <Row
      link={<PageLink to={at}>{`${t(`kind.${invoice.kind}`)} ${String(invoice.number)}`}</PageLink>}
      facts={[
        named,
        monthText(invoice.month),
        money(invoice.grossCents),
        ...openAmount(invoice),
        ...(invoice.dueOn === undefined ? [] : [t('due', { day: day(invoice.dueOn) })]),
      ].join(' · ')}
      state={<InvoiceState invoice={invoice} />}
    />
  )
}

/** What is left to pay, where it is not the whole invoice. */
function useOpenAmount(): (invoice: InvoiceRowView) => readonly string[] {
  const t = useTexts(feeTexts)
  const money = useMoney()
  return ({ grossCents, openCents }) => {
    if (openCents === undefined || openCents === grossCents || openCents === 0) return []
    return openCents > 0
      ? [t('leftToPay', { sum: money(openCents) })]
      : [t('overpaid', { sum: money(-openCents) })]
  }
}

export function InvoiceState({ invoice }: { invoice: InvoiceRowView }) {
  const t = useTexts(feeTexts)
  if (invoice.delivery === 'refused') return <Chip $tone="bad">{t('delivery.refused')}</Chip>
  if (invoice.paidOn !== undefined) return <Chip $tone="good">{t('paid')}</Chip>
  if (invoice.isCredited) return <Chip $tone="neutral">{t('state.credited')}</Chip>
  if (invoice.isDisputed) return <Chip $tone="waiting">{t('disputed')}</Chip>
  if (invoice.isOverdue) return <Chip $tone="bad">{t('overdue')}</Chip>
  if ((invoice.paidCents ?? 0) > 0) return <Chip $tone="waiting">{t('partlyPaid')}</Chip>
  if (invoice.delivery === 'by-seller' && invoice.kind === 'invoice')
    return <Chip $tone="neutral">{t('unpaid')}</Chip>
  return (
    <Chip $tone={invoice.delivery === 'sent' ? 'neutral' : 'waiting'}>
      {t(`delivery.${invoice.delivery}`)}
    </Chip>
  )
}
