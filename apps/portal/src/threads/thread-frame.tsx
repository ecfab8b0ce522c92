import type { Thread } from '@sotevarmenne/api/threads'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Answer } from '../api/ask.ts'
import { WithoutAnswer } from '../layout/answers.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { ThreadShown } from './thread-shown.tsx'

/** The page of a thread, whoever looks; `children` is what they may do with it. */
export function ThreadFrame({
  query,
  back,
  children,
}: {
  query: Pick<UseQueryResult<Answer<Thread>>, 'data' | 'isLoadingError' | 'refetch'>
  back: ReactNode
  children: (thread: Thread) => ReactNode
}) {
  const t = useTexts('threads')
  if (query.data?.ok !== true)
    return <WithoutAnswer query={query} title={t('heading')} back={<Actions>{back}</Actions>} />
  const thread = query.data.value
  return (
    <>
      <PageTitle>{thread.subject}</PageTitle>
      <ThreadShown thread={thread} />
      {children(thread)}
      <Actions>{back}</Actions>
    </>
  )
}
