import { goOnWithOwnThread, viewOwnThread } from '@sotevarmenne/api/threads'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { ask, queryClient } from '../api/ask.ts'
import { PageLink } from '../layout/links.tsx'
import { focusTitle } from '../layout/page-title.tsx'
import { useTexts } from '../texts/index.ts'
import { GoOn } from './go-on.tsx'
import { ThreadFrame } from './thread-frame.tsx'

/** One own thread, and what its holder may add. */
export function OwnThreadPage() {
  const t = useTexts('threads')
  const { threadId = '' } = useParams()
  const query = useQuery({
    queryKey: ['own-thread', threadId],
    queryFn: ({ signal }) => ask(viewOwnThread, { threadId }, signal),
  })
  return (
    <ThreadFrame query={query} back={<PageLink to="own/threads">{t('toThreads')}</PageLink>}>
      {(thread) => (
        <GoOn
          key={thread.steps.length}
          thread={thread}
          send={(step) => ask(goOnWithOwnThread, { threadId, ...step })}
          onChanged={(value) => {
            queryClient.setQueryData(['own-thread', threadId], { ok: true, value })
            void queryClient.invalidateQueries({ queryKey: ['own-threads'] })
            focusTitle()
          }}
        />
      )}
    </ThreadFrame>
  )
}
