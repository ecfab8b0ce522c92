import { viewEntry } from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import { useReasonName } from '../audit-log/reason-name.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { actorOf } from './audit-log-page.tsx'
import { emptySearch, type TypedSearch } from './audit-log-search.ts'

/** One audit entry, and the proof that it is in the log unchanged. */
export function EntryPage() {
  const t = useTexts(operationTexts)
  const { entryId = '' } = useParams()
  const query = useApiQuery(
    ['audit-entry', entryId],
    viewEntry,
    { entryId },
    { staleTime: Infinity },
  )
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('entry')}
        back={<PageLink to="operations/audit-log">{t('toAuditLog')}</PageLink>}
      />
    )
  return <EntryShown {...query.data.value} />
}

function EntryShown({ proven, checkpoint, names }: ResponseOf<typeof viewEntry>) {
  const t = useTexts(operationTexts)
  const operationName = useOperationName()
  const reasonName = useReasonName()
  const { time } = useDates()
  const { entry } = proven
  const { about } = entry
  return (
    <>
      <PageTitle>{operationName(entry.operation)}</PageTitle>
      <Panel aria-labelledby="entry">
        <Heading variant="h2" id="entry">
          {t('entry')}
        </Heading>
        <Facts
          facts={[
            [t('at'), time(entry.at)],
            [t('operation'), <code key="operation">{entry.operation}</code>],
            [t('event'), <code key="type">{entry.type}</code>],
            [
              t('actor'),
              <Seek key="actor" kind="actor" identifier={actorOf(entry)} names={names} />,
            ],
            [t('reason'), reasonName(entry.reason)],
            [t('point'), entry.pointId && (names[entry.pointId] ?? entry.pointId)],
            [
              t('kind.personId'),
              about?.personId && (
                <Seek key="person" kind="personId" identifier={about.personId} names={names} />
              ),
            ],
            [
              t('kind.cardId'),
              about?.cardId && (
                <Seek key="card" kind="cardId" identifier={about.cardId} names={names} />
              ),
            ],
            [
              t('kind.orderId'),
              about?.orderId && (
                <Seek key="order" kind="orderId" identifier={about.orderId} names={names} />
              ),
            ],
            [t('entryId'), entry.entryId],
            ...Object.entries(entry.facts).map(
              ([name, value]) =>
                [
                  name,
                  <span key={name}>
                    {typeof value === 'string' && names[value] !== undefined
                      ? `${names[value]} `
                      : null}
                    <code>{JSON.stringify(value)}</code>
                  </span>,
                ] as const,
            ),
          ]}
        />
      </Panel>
      <Panel aria-labelledby="proof">
        <Heading variant="h2" id="proof" mb="xs">
          {t('proof')}
        </Heading>
        <Paragraph>{t('proofHelp')}</Paragraph>
        <Facts
          facts={[
            [
              t('place'),
              t('placeOf', { position: String(proven.position), size: String(checkpoint.size) }),
            ],
            [t('signedAt'), time(checkpoint.at)],
            [t('root'), <code key="root">{checkpoint.root}</code>],
            [t('siblings'), proven.path.length],
          ]}
        />
        <Actions>
          <Button
            variant="secondary"
            onClick={() => {
              saveAs(`entry-${entry.entryId}.json`, JSON.stringify({ proven, checkpoint }))
            }}
          >
            {t('saveProof')}
          </Button>
        </Actions>
      </Panel>
      <Paragraph mt="m">
        <PageLink to="operations/audit-log">{t('toAuditLog')}</PageLink>
      </Paragraph>
    </>
  )
}

/** An identifier, with its name where it is known, that links to all other entries with it. */
function Seek({
  kind,
  identifier,
  names,
}: Pick<TypedSearch, 'kind'> & {
  identifier: string
  names: ResponseOf<typeof viewEntry>['names']
}) {
  const name = names[identifier]
  return (
    <>
      {name === undefined ? null : `${name} `}
      <PageLink to="operations/audit-log" state={{ ...emptySearch, kind, identifier }}>
        {identifier}
      </PageLink>
    </>
  )
}
