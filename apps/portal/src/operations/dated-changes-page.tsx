import type { SessionView } from '@sotevarmenne/api/authentication'
import type { DatedChangeView } from '@sotevarmenne/api/dated-changes'
import type { Permission } from '@sotevarmenne/api/permissions'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { useOutletContext } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, Loaded, UnreachablePage } from '../layout/responses.tsx'
import { useTexts } from '../texts/index.ts'
import { WaitingChanges, type Changed, type ShownChange } from './dated-changes.tsx'
import { datedChangeTexts } from './dated-change-texts.ts'
import type { ProposalDone } from './decide-proposal.tsx'

type Data<Change> = { readonly changes: readonly Change[] }

/** What changes from a day on: waiting proposals, and below them what is in force; case officers propose. */
export function DatedChangesPage<Change extends DatedChangeView, Loading extends Data<Change>>({
  heading,
  lead,
  approvedHelp,
  query,
  toPropose,
  show,
  children,
}: {
  heading: string
  lead: string
  /** What follows from an approval, besides its first day. */
  approvedHelp?: string
  query: ComponentProps<typeof Loaded<Loading>>['query']
  toPropose: Permission
  show: (change: Change) => ShownChange
  children: (data: Loading, page: { isCaseOfficer: boolean; onChanged: Changed }) => ReactNode
}) {
  const t = useTexts(datedChangeTexts)
  const session = useOutletContext<SessionView>()
  const [done, setDone] = useState<ProposalDone>()
  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />

  async function onChanged(what: ProposalDone): Promise<void> {
    await query.refetch()
    setDone(what)
  }

  const isCaseOfficer = mayDo(session, toPropose)
  const more = done === 'approved' && approvedHelp !== undefined ? ` ${approvedHelp}` : ''
  return (
    <>
      <PageTitle>{heading}</PageTitle>
      <Paragraph>{lead}</Paragraph>
      {done === undefined ? null : (
        <Done key={done} title={t(`done.${done}`)} help={`${t(`doneHelp.${done}`)}${more}`} />
      )}
      <Loaded query={query}>
        {(data) => (
          <>
            <WaitingChanges
              changes={data.changes}
              {...{ show, isCaseOfficer }}
              onChanged={onChanged}
            />
            {children(data, { isCaseOfficer, onChanged })}
          </>
        )}
      </Loaded>
    </>
  )
}
