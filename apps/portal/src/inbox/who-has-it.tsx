import { viewInboxItem, type InboxKind } from '@sotevarmenne/api/inbox'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { useOutletContext } from 'react-router'
import styled from 'styled-components'
import { useApiQuery } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { useTexts } from '../texts/index.ts'
import { AssignmentButtons } from './assignment.tsx'
import { inboxKey } from './counts.ts'
import { inboxTexts } from './texts.ts'

/**
 * On the page of an item that waits: which officer has it. It permits nothing and prevents nobody from deciding;
 * nothing is shown when it can't be fetched.
 */
export function WhoHasIt({ kind, itemId }: { kind: InboxKind; itemId: string }) {
  const t = useTexts(inboxTexts)
  const session = useOutletContext<SessionView | undefined>()
  const query = useApiQuery(
    [...inboxKey, kind, itemId],
    viewInboxItem,
    { kind, itemId },
    {
      enabled: session !== undefined && mayDo(session, 'inbox.view'),
    },
  )
  if (session === undefined || query.data?.ok !== true) return null
  const { isWaiting, assignee, officers } = query.data.value
  if (!isWaiting) return null
  const words =
    assignee === undefined
      ? t('nobodyOnPage')
      : assignee.personId === session.personId
        ? t('yoursOnPage')
        : t('hasOnPage', { name: assignee.name })
  return (
    <Line>
      <span>{words}</span>
      <AssignmentButtons
        item={{ kind, itemId }}
        assignee={assignee}
        text={t(`kind.${kind}`)}
        isForAnother={officers.every(({ personId }) => personId !== session.personId)}
      />
    </Line>
  )
}

const Line = styled.div`
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px 16px;
  margin-bottom: 16px;
`
