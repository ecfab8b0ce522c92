import { listThreads, threadKind } from '@sotevarmenne/api/threads'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { ThreadChip } from './thread-chip.tsx'

const shows = ['due', 'answered', 'closed'] as const

/** What holders wrote to the office: what is owed first, the one that is due first before the others. */
export function ThreadsPage() {
  const t = useTexts('threads')
  const { day, dayOf } = useDates()
  const [query, setQuery] = useSearchParams()
  const show = shows.find((one) => one === query.get('show')) ?? 'due'
  const kind = threadKind.options.find((one) => one === query.get('kind'))
  const choose = (changed: { readonly show?: string; readonly kind?: string }): void => {
    const chosen = { show, ...(kind !== undefined && { kind }), ...changed }
    setQuery(chosen.kind === 'all' ? { show: chosen.show } : chosen, { replace: true })
  }
  const pages = useInfiniteQuery({
    queryKey: ['threads', show, kind],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listThreads, { show, kind, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <SideBySide>
        <Dropdown
          labelText={t('show')}
          value={show}
          onChange={(chosen) => {
            choose({ show: chosen })
          }}
          mb="m"
        >
          {shows.map((value) => (
            <DropdownItem key={value} value={value}>
              {t(`show.${value}`)}
            </DropdownItem>
          ))}
        </Dropdown>
        <Dropdown
          labelText={t('kind')}
          value={kind ?? 'all'}
          onChange={(chosen) => {
            choose({ kind: chosen })
          }}
          mb="m"
        >
          {[
            { value: 'all', label: t('allKinds') },
            ...threadKind.options.map((value) => ({ value, label: t(`kind.${value}`) })),
          ].map(({ value, label }) => (
            <DropdownItem key={value} value={value}>
              {label}
            </DropdownItem>
          ))}
        </Dropdown>
      </SideBySide>
      <RowList
        pages={pages}
        empty={t('officeNone')}
        rowsOf={({ threads }) =>
          threads.map((thread) => (
            <Row
              key={thread.threadId}
              link={
                <PageLink to={`operations/threads/${thread.threadId}`}>{thread.subject}</PageLink>
              }
              facts={[
                ...(thread.dueOn === undefined ? [] : [t('dueShort', { day: day(thread.dueOn) })]),
                t(`kind.${thread.kind}`),
                ...(thread.holder === undefined
                  ? []
                  : [`${thread.holder.surname} ${thread.holder.givenNames}`]),
                dayOf(thread.openedAt),
              ].join(' · ')}
              state={<ThreadChip thread={thread} />}
            />
          ))
        }
      />
    </>
  )
}
