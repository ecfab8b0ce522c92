import { viewOwnAuditLog } from '@sotevarmenne/api/audit'
import { Button, Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Muted } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import { useReasonName } from '../audit-log/reason-name.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** Everything that was done with the holder's cards and data, on what grounds, and its proof. */
export function OwnAuditLogPage() {
  const t = useTexts('own')
  const operationName = useOperationName()
  const reasonName = useReasonName()
  const { time } = useDates()
  const pages = usePages(
    ['own-audit-log'],
    viewOwnAuditLog,
    {},
    {
      // Each read is recorded: it is done when the page is opened, never again without the holder's knowledge.
      staleTime: Infinity,
    },
  )
  const shown = pages.data?.pages.flatMap((page) => (page.ok ? [page.value] : [])) ?? []
  const [newest] = shown
  return (
    <>
      <PageTitle>{t('auditLogHeading')}</PageTitle>
      <Paragraph mb="m">{t('auditLogHelp')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('noAuditLog')}
        rowsOf={({ entries }) =>
          entries.map(({ entry, position }) => (
            <Row
              key={entry.entryId}
              link={<strong>{operationName(entry.operation)}</strong>}
              facts={`${time(entry.at)} · ${reasonName(entry.reason)}`}
              state={<Muted>{t('auditPosition', { position })}</Muted>}
            />
          ))
        }
      />
      <Actions>
        {newest === undefined ? null : (
          <Button
            variant="secondary"
            onClick={() => {
              const entries = shown.flatMap((page) => page.entries)
              saveAs(
                'own-audit-log.json',
                JSON.stringify({ checkpoint: newest.checkpoint, entries }),
              )
            }}
          >
            {t('saveAuditLog')}
          </Button>
        )}
        <PageLink to="own">{t('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}
