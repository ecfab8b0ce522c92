import { listOwnThreads } from '@sotevarmenne/api/threads'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { ThreadLine } from './thread-line.tsx'

/** What the holder wrote to the office, and how it goes. */
export function OwnThreadsPage() {
  const t = useTexts('threads')
  const own = useTexts('own')
  const href = useHref()
  const pages = useInfiniteQuery({
    queryKey: ['own-threads'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listOwnThreads, { cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <Paragraph mb="m">
        <MainLink to={href('own/threads/new')}>{t('write')}</MainLink>
      </Paragraph>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ threads }) =>
          threads.map((thread) => (
            <ThreadLine
              key={thread.threadId}
              thread={thread}
              at={`own/threads/${thread.threadId}`}
            />
          ))
        }
      />
      <Paragraph mt="m">{t('keptHelp')}</Paragraph>
      <Actions>
        <PageLink to="own">{own('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}
