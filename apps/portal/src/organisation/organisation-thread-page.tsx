import { goOnWithOrganisationThread, viewOrganisationThread } from '@sotevarmenne/api/threads'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { PageLink } from '../layout/links.tsx'
import { focusTitle } from '../layout/page-title.tsx'
import { useTexts } from '../texts/index.ts'
import { GoOn } from '../threads/go-on.tsx'
import { ThreadFrame } from '../threads/thread-frame.tsx'

/** One thread of an organisation, and what its members may add. */
export function OrganisationThreadPage() {
  const t = useTexts('threads')
  const { organisationId = '', threadId = '' } = useParams()
  const query = useQuery({
    queryKey: ['organisation-thread', threadId],
    queryFn: ({ signal }) => ask(viewOrganisationThread, { organisationId, threadId }, signal),
  })
  return (
    <ThreadFrame
      query={query}
      back={<PageLink to={`organisation/${organisationId}/threads`}>{t('toThreads')}</PageLink>}
    >
      {(thread) => (
        <>
          {thread.invoiceId === undefined ? null : (
            <Paragraph mt="m">
              <PageLink to={`organisation/${organisationId}/invoices/${thread.invoiceId}`}>
                {t('toInvoice')}
              </PageLink>
            </Paragraph>
          )}
          <GoOn
            key={thread.steps.length}
            thread={thread}
            send={(step) => ask(goOnWithOrganisationThread, { organisationId, threadId, ...step })}
            onChanged={(value) => {
              queryClient.setQueryData(['organisation-thread', threadId], { ok: true, value })
              void queryClient.invalidateQueries({ queryKey: ['organisation-threads'] })
              void queryClient.invalidateQueries({ queryKey: ['own-invoice'] })
              focusTitle()
            }}
          />
        </>
      )}
    </ThreadFrame>
  )
}
