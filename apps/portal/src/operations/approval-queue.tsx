import { listApprovalQueue } from '@sotevarmenne/api/acme'
import { Heading } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { approvalTones } from '../acme/approval-shown.tsx'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from '../acme/texts.ts'

/** Enrolment approvals that wait for a case officer, the oldest first. */
export function ApprovalQueue() {
  const t = useTexts(acmeTexts)
  const pages = usePages(['approval-queue'], listApprovalQueue, {})
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('queue')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('queueNone')}
        rowsOf={({ approvals }) =>
          approvals.map((one) => (
            <Row
              key={one.approvalId}
              link={
                <PageLink to={`operations/enrolment-approvals/${one.approvalId}`}>
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={[one.organisation.name, one.unitName ?? one.unitOid].join(' · ')}
              state={<Chip $tone={approvalTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
      <Actions>
        <PageLink to="operations/enrolment-approvals">{t('inForce')}</PageLink>
      </Actions>
    </>
  )
}
