import { colours } from '@sotevarmenne/design-tokens/tokens'
import { useEffect, useRef, type ReactNode } from 'react'
import { Paragraph } from 'suomifi-ui-components'
import { ActionButton } from './action-button.tsx'
import styled from 'styled-components'
import type { ApiResult } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { sayOutcome } from './outcome.tsx'
import { Fetching, ProblemShown, Unreachable } from './responses.tsx'

type Pages<Page> = {
  readonly data: { readonly pages: readonly ApiResult<Page>[]; readonly search: string } | undefined
  readonly isPending: boolean
  readonly isError: boolean
  readonly isRefetchError: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
  readonly refetch: () => Promise<unknown>
}

/**
 * A list loaded a page at a time: rows, then a button for more. Rows stay when no more can be fetched;
 * `Outdated` above the page says that they could not be refreshed.
 */
export function RowList<Page>({
  pages,
  rowsOf,
  empty,
  list = (rows) => <Rows>{rows}</Rows>,
}: {
  pages: Pages<Page>
  rowsOf: (page: Page) => readonly ReactNode[]
  empty: string
  list?: (rows: readonly ReactNode[]) => ReactNode
}) {
  const t = useTexts(commonTexts)
  const refused = pages.data?.pages.find((page) => !page.ok)
  const rows = pages.data?.pages.flatMap((page) => (page.ok ? rowsOf(page.value) : [])) ?? []
  useSayFound({
    search: pages.data?.search,
    pageCount: refused === undefined ? pages.data?.pages.length : undefined,
    words: rows.length === 0 ? empty : t('rowsShown', { count: rows.length }),
  })
  if (pages.isPending) return <Fetching />
  if (pages.data === undefined) return <Unreachable onRetry={() => void pages.refetch()} />
  if (refused?.ok === false) return <ProblemShown problem={refused.refusal} />
  const isShort = pages.isError && !pages.isRefetchError
  if (rows.length === 0 && !isShort) return <Paragraph>{empty}</Paragraph>
  return (
    <>
      {rows.length === 0 ? null : list(rows)}
      {isShort ? <Unreachable onRetry={() => void pages.fetchNextPage()} /> : null}
      {pages.hasNextPage && !isShort ? (
        <ActionButton
          variant="secondary"
          mt="m"
          onClick={() => void pages.fetchNextPage()}
          isActing={pages.isFetchingNextPage}
          acting={t('loading')}
        >
          {t('showMore')}
        </ActionButton>
      ) : null}
    </>
  )
}

/** After another search, and when there are more: the focus stays where that was requested. */
function useSayFound({
  search,
  pageCount,
  words,
}: {
  search: string | undefined
  pageCount: number | undefined
  words: string
}): void {
  const isFirst = useRef(true)
  useEffect(() => {
    if (pageCount === undefined) return
    if (!isFirst.current) sayOutcome(words)
    isFirst.current = false
  }, [search, pageCount])
}

/** One row: the link, its state, and what else identifies it. */
export const Row = ({
  link,
  state,
  facts,
}: {
  link: ReactNode
  state: ReactNode
  facts: ReactNode
}) => (
  <RowItem>
    <RowText>
      {link}
      <RowFacts>{facts}</RowFacts>
    </RowText>
    <RowState>{state}</RowState>
  </RowItem>
)

export const Rows = styled.ul`
  list-style: none;
  margin: 0;
  padding: 0;
  background: ${colours.surface};
  border: 1px solid ${colours.line};
  border-radius: 2px;
`

const RowItem = styled.li`
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  align-items: center;
  gap: 4px 24px;
  padding: 12px 20px;
  & + & {
    border-top: 1px solid ${colours.line};
  }
`

/** Wraps its own lines before the state moves below it, except on a narrow screen. */
const RowText = styled.div`
  flex: 1 1 20rem;
  min-width: 0;
`

const RowState = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
`

const RowFacts = styled.div`
  color: ${colours.muted};
`
