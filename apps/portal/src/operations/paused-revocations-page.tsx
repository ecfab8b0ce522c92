import type { SessionView } from '@sotevarmenne/api/authentication'
import { listPausedRevocations, type PausedRevocationView } from '@sotevarmenne/api/crl'
import { useOutletContext, useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { mayDo } from '../api/session.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useCauseName } from './paused-crls.tsx'
import { operationTexts } from './texts.ts'

/** What the mass-revocation guard holds back of one CA: whose certificates, by whom and why. */
export function PausedRevocationsPage() {
  const { pauseId = '' } = useParams()
  const t = useTexts(operationTexts)
  const pages = usePages(
    ['paused-crls', pauseId],
    listPausedRevocations,
    { pauseId },
    // Each look is recorded: it happens on request only.
    { staleTime: Infinity },
  )
  return (
    <>
      <PageTitle>{t('pausedRevocations')}</PageTitle>
      <Paragraph mb="m">{t('pausedRevocationsHelp')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('noPausedRevocations')}
        rowsOf={({ revocations }) =>
          revocations.map((revocation) => (
            <RevocationRow key={revocation.serial} revocation={revocation} />
          ))
        }
      />
      <Actions>
        <PageLink to="operations">{t('backToOverview')}</PageLink>
      </Actions>
    </>
  )
}

function RevocationRow({ revocation }: { revocation: PausedRevocationView }) {
  const { serial, revokedAt, cause, cardNumber, name, organisation, by, operation } = revocation
  const t = useTexts(operationTexts)
  const { time } = useDates()
  const session = useOutletContext<SessionView>()
  const causeName = useCauseName()
  const operationName = useOperationName()
  const title =
    name ?? (cardNumber === undefined ? serial : t('cardOfNumber', { number: cardNumber }))
  return (
    <Row
      link={<strong>{title}</strong>}
      facts={
        <>
          {[
            organisation,
            title === serial ? undefined : serial,
            `${time(revokedAt)}, ${causeName(cause)}`,
            by === undefined || operation === undefined
              ? t('fromOtherSystem')
              : t('revokedBy', {
                  operation: operationName(operation),
                  name: by.name ?? t(`by.${by.kind}`),
                }),
          ]
            .filter((line) => line !== undefined)
            .map((line) => (
              <div key={line}>{line}</div>
            ))}
        </>
      }
      state={
        revocation.entryId !== undefined && mayDo(session, 'audit.viewAuditLog') ? (
          <PageLink to={`operations/audit-log/${revocation.entryId}`}>{t('toAuditEntry')}</PageLink>
        ) : null
      }
    />
  )
}
