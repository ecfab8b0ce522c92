import { listThreads, threadKind } from '@sotevarmenne/api/threads'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { ThreadLine } from './thread-line.tsx'

const shows = ['due', 'answered', 'closed'] as const

/** What holders wrote to the office: what is owed first, the one that is due first before the others. */
export function ThreadsPage() {
  const t = useTexts('threads')
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
            <ThreadLine
              key={thread.threadId}
              thread={thread}
              at={`operations/threads/${thread.threadId}`}
            />
          ))
        }
      />
    </>
  )
}
