import { listSearch, listOrder, type ListOrder } from '@sotevarmenne/api/desk-lists'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { ok } from '@sotevarmenne/kernel/result'
import { useState, type ReactNode, type SyntheticEvent } from 'react'
import { Button, Dropdown, DropdownItem } from 'suomifi-ui-components'
import { ActionButton } from './action-button.tsx'
import type { ApiResult } from '../api/call-api.ts'
import { usePagesOf, type PageRequest } from '../api/queries.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { focusFault, SearchFields } from './search-fields.tsx'
import { FilterRow } from './surface.tsx'
import { RowList } from './row-list.tsx'
import { useAction } from './use-action.tsx'

/** How a list of the desk is searched, narrowed to days, and sorted. */
export type ListFilter = {
  readonly search?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly order?: ListOrder
}

/** Of the first and the last day, and of each order. */
type ListLabels = Readonly<Partial<Record<'from' | 'to' | ListOrder, string>>>

const empty = { search: '', from: '', to: '' }
type Typed = typeof empty
type Faults = DayFaults & { readonly search?: 'tooShort' | 'characters' }

/**
 * A list of the desk: one way to search it, narrow it to days, sort it and save it as a file. Under a fault of
 * the search no former result stays.
 */
export function DeskList<Page extends { readonly nextCursor?: string | undefined }, Entry>({
  name,
  shown,
  narrowing,
  searchLabel,
  labels = {},
  firstOrder = 'newest',
  request,
  entriesOf,
  row,
  none,
  columns,
  above,
}: {
  /** Of the saved file, and of the cached pages. */
  name: string
  /** What the list shows by its own choice: part of the key of the cached pages. */
  shown: string | undefined
  /** The list's own choice, before the common ones. */
  narrowing?: ReactNode
  /** Where other things than a name and a number are searched. */
  searchLabel?: string
  /** Where the days and the order are not those of the entries themselves. */
  labels?: ListLabels
  /** In which it is shown first. */
  firstOrder?: ListOrder
  request: (page: PageRequest & ListFilter, signal?: AbortSignal) => Promise<ApiResult<Page>>
  entriesOf: (page: Page) => readonly Entry[]
  row: (entry: Entry, onChanged: () => void) => ReactNode
  none: string
  /** Of the file: the heading of each column, and its value. */
  columns: readonly (readonly [heading: string, value: (entry: Entry) => string])[]
  /** Above the rows, of those shown; with the first page, and what narrows the list. */
  above?: (
    shown: readonly Entry[],
    onChanged: () => void,
    of: { readonly first: Page | undefined; readonly filter: ListFilter },
  ) => ReactNode
}) {
  // A name must not be in an address.
  const [filter, setFilter] = useState<ListFilter>({})
  const [faults, setFaults] = useState<Faults>({})
  const isFaulty = Object.keys(faults).length > 0
  const pages = usePagesOf(
    [name, shown, filter],
    (page, signal) => request({ ...page, ...filter }, signal),
    {},
  )
  const [begin] = pages.data?.pages ?? []
  const first = begin?.ok === true ? begin.value : undefined
  return (
    <>
      <Filters
        labels={labels}
        narrowing={narrowing}
        searchLabel={searchLabel}
        faults={faults}
        order={filter.order ?? firstOrder}
        onSearch={(found) => {
          setFaults(found.faults)
          if (found.filter !== undefined) setFilter({ ...filter, ...found.filter })
        }}
        onOrder={(order) => {
          setFilter({ ...filter, order })
        }}
      >
        {isFaulty ? null : (
          <SaveList
            name={name}
            fetchPage={(page) => request({ ...page, ...filter })}
            entriesOf={entriesOf}
            columns={columns}
          />
        )}
      </Filters>
      {isFaulty
        ? null
        : above?.(
            pages.data?.pages.flatMap((page) => (page.ok ? entriesOf(page.value) : [])) ?? [],
            () => void pages.refetch(),
            { first, filter },
          )}
      {isFaulty ? null : (
        <RowList
          pages={pages}
          empty={none}
          rowsOf={(page) => entriesOf(page).map((entry) => row(entry, () => void pages.refetch()))}
        />
      )}
    </>
  )
}

const fields = ['search', 'from', 'to'] as const

function Filters({
  labels,
  narrowing,
  searchLabel,
  faults,
  order,
  onSearch,
  onOrder,
  children,
}: {
  labels: ListLabels
  narrowing: ReactNode
  searchLabel: string | undefined
  faults: Faults
  order: ListOrder
  onSearch: (read: { readonly faults: Faults; readonly filter?: ListFilter }) => void
  onOrder: (order: ListOrder) => void
  children: ReactNode
}) {
  const t = useTexts(commonTexts)
  const [typed, setTyped] = useState(empty)
  return (
    <FilterRow
      role="search"
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault()
        const read = readTyped(typed)
        onSearch(read)
        focusFault('list', read.faults)
      }}
    >
      {narrowing}
      <SearchFields
        prefix="list"
        fields={fields.map((field) => ({
          field,
          label: (field === 'search' ? searchLabel : labels[field]) ?? t(`list.${field}`),
        }))}
        typed={typed}
        faults={Object.fromEntries(
          Object.entries(faults).map(([field, fault]) => [field, t(`list.${fault}`)]),
        )}
        onTyped={(field, text) => {
          setTyped({ ...typed, [field]: text })
        }}
      />
      <Dropdown
        labelText={t('list.order')}
        value={order}
        onChange={(chosen) => {
          onOrder(listOrder.parse(chosen))
        }}
      >
        {listOrder.options.map((value) => (
          <DropdownItem key={value} value={value}>
            {labels[value] ?? t(`list.order.${value}`)}
          </DropdownItem>
        ))}
      </Dropdown>
      <Button type="submit" variant="secondary">
        {t('list.find')}
      </Button>
      {children}
    </FilterRow>
  )
}

/** What was typed, or what is wrong with it. */
function readTyped(typed: Typed): { readonly faults: Faults; readonly filter?: ListFilter } {
  const ofSearch = faultOfSearch(typed.search.trim())
  const faults: Faults = {
    ...(ofSearch !== undefined && { search: ofSearch }),
    ...faultsOfDays(typed),
  }
  if (Object.keys(faults).length > 0) return { faults }
  return {
    faults,
    filter: {
      search: typed.search.trim() || undefined,
      from: readDay(typed.from),
      to: readDay(typed.to),
    },
  }
}

function faultOfSearch(text: string): 'tooShort' | 'characters' | undefined {
  if (text === '' || listSearch.safeParse(text).success) return undefined
  return text.length < 2 ? 'tooShort' : 'characters'
}

export type DayFaults = {
  readonly from?: 'noSuchDay'
  readonly to?: 'noSuchDay' | 'daysBackwards'
}

/** What is wrong with the days as they are typed; an empty field sets no limit. */
export function faultsOfDays(typed: { readonly from: string; readonly to: string }): DayFaults {
  const [from, to] = [readDay(typed.from), readDay(typed.to)]
  const isWrong = (text: string, day: string | undefined) => text.trim() !== '' && day === undefined
  if (from !== undefined && to !== undefined && from > to) return { to: 'daysBackwards' }
  return {
    ...(isWrong(typed.from, from) && { from: 'noSuchDay' as const }),
    ...(isWrong(typed.to, to) && { to: 'noSuchDay' as const }),
  }
}

/** Saves the whole filtered list, page by page. */
function SaveList<Page extends { readonly nextCursor?: string | undefined }, Entry>({
  name,
  fetchPage,
  entriesOf,
  columns,
}: {
  name: string
  fetchPage: (page: PageRequest) => Promise<ApiResult<Page>>
  entriesOf: (page: Page) => readonly Entry[]
  columns: readonly (readonly [heading: string, value: (entry: Entry) => string])[]
}) {
  const t = useTexts(commonTexts)
  const { run, isActing, shown } = useAction()

  async function listAll(): Promise<ApiResult<readonly Entry[]>> {
    const found: Entry[] = []
    let cursor: string | undefined
    do {
      const page = await fetchPage({ cursor, limit: 100 })
      if (!page.ok) return page
      found.push(...entriesOf(page.value))
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    return ok(found)
  }

  function save(found: readonly Entry[]): void {
    const rows = found.map((entry) => columns.map(([, value]) => value(entry)))
    saveAs(`${name}.csv`, [columns.map(([heading]) => heading), ...rows].map(csvLine).join(''))
  }

  return (
    <>
      <ActionButton
        variant="secondary"
        onClick={() => void run(listAll, save)}
        isActing={isActing}
        acting={t('list.saving')}
      >
        {t('list.save')}
      </ActionButton>
      {shown}
    </>
  )
}
