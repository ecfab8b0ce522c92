import { viewAuditHistory, type ProvenEntryView } from '@sotevarmenne/api/audit'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { useParams } from 'react-router'
import styled from 'styled-components'
import { Button, Checkbox, Heading, Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { useReasonName } from '../audit-log/reason-name.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Muted, Panel } from '../layout/surface.tsx'
import { Past, Timeline, When } from '../layout/timeline.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { auditReviewTexts } from './audit-review-texts.ts'
import { useSentence } from './history-sentences.ts'
import { operationTexts } from './texts.ts'

type Page = ResponseOf<typeof viewAuditHistory>
type Subject = Pick<
  InputOf<typeof viewAuditHistory>,
  'personId' | 'cardId' | 'orderId' | 'organisationId'
>

/** What happened to a person, a card, an order or an organisation, in order, to be printed with its proofs. */
export function AuditHistoryPage() {
  const t = useTexts(auditReviewTexts)
  const { kind = '', id = '' } = useParams()
  const [showsViews, setShowsViews] = useState(false)
  const sought = { ...subjectOf(kind, id), ...(showsViews ? {} : { withoutViews: 'yes' as const }) }
  const pages = usePages(['audit-history', sought], viewAuditHistory, sought, {
    // Each read is recorded: it is done on request only.
    staleTime: Infinity,
  })
  const shown = pages.data?.pages.flatMap((page) => (page.ok ? [page.value] : [])) ?? []
  const name = shown.map(({ names }) => names[id]).find((each) => each !== undefined)
  const [first] = shown
  return (
    <>
      <PageTitle>
        {name === undefined ? t('historyHeading') : t('historyOf', { name: nameOf(kind, name, t) })}
      </PageTitle>
      <Paragraph mb="s">{t('historyHelp')}</Paragraph>
      <div className="not-printed">
        <Checkbox
          checked={showsViews}
          onClick={({ checkboxState }) => {
            setShowsViews(checkboxState)
          }}
          mb="s"
        >
          {t('showsViews')}
        </Checkbox>
      </div>
      <RowList
        pages={pages}
        empty={t('noHistory')}
        list={(events) => <Timeline>{events}</Timeline>}
        rowsOf={({ entries, names }) =>
          entries.map((proven) => (
            <Event key={proven.entry.entryId} proven={proven} names={names} />
          ))
        }
      />
      {first === undefined ? null : (
        <>
          <SignedLog checkpoint={first.checkpoint} />
          <div className="not-printed">
            <Actions>
              {pages.hasNextPage ? (
                <Muted>{t('loadAllFirst')}</Muted>
              ) : (
                <Button
                  onClick={() => {
                    window.print()
                  }}
                >
                  {t('print')}
                </Button>
              )}
              <Button
                variant="secondary"
                onClick={() => {
                  const entries = shown.flatMap((page) => page.entries)
                  const proofs = { checkpoint: first.checkpoint, entries }
                  saveAs(`audit-history-${kind}-${id}.json`, JSON.stringify(proofs))
                }}
              >
                {t('saveProofs')}
              </Button>
              <PageLink to="operations/audit-log">{t('toSearch')}</PageLink>
            </Actions>
          </div>
        </>
      )}
    </>
  )
}

/** An unknown kind of the address is refused by the service, as any wrong input. */
const subjectOf = (kind: string, id: string): Subject => ({ [`${kind}Id`]: id })

const nameOf = (
  kind: string,
  name: string,
  t: (key: 'card', values: { readonly number: string }) => string,
): string => (kind === 'card' ? t('card', { number: name }) : name)

function Event({ proven, names }: { proven: ProvenEntryView; names: Page['names'] }) {
  const t = useTexts(auditReviewTexts)
  const reasonName = useReasonName()
  const sentenceOf = useSentence(names)
  const { time } = useDates()
  const { entry, position, salt, path } = proven
  const sentence = sentenceOf(entry)
  const point = entry.pointId === undefined ? undefined : names[entry.pointId]
  return (
    <Past>
      <When dateTime={entry.at}>{time(entry.at)}</When>
      <strong>{sentence}</strong>
      <Muted>
        {[reasonName(entry.reason), ...(point === undefined ? [] : [point])].join(' · ')}{' '}
        <span className="not-printed">
          <PageLink
            to={`operations/audit-log/${entry.entryId}`}
            label={t('openEntryOf', { sentence })}
          >
            {t('openEntry')}
          </PageLink>
        </span>
      </Muted>
      <OnlyPrinted>
        {t('proofOf', {
          ...{ entryId: entry.entryId, position: String(position) },
          ...{ salt, path: path.join(' ') },
        })}
      </OnlyPrinted>
    </Past>
  )
}

/** What the proofs are against. */
function SignedLog({ checkpoint }: { checkpoint: Page['checkpoint'] }) {
  const t = useTexts(auditReviewTexts)
  const operation = useTexts(operationTexts)
  const { time } = useDates()
  return (
    <Panel aria-labelledby="checkpoint">
      <Heading variant="h2" id="checkpoint" mb="xs">
        {t('checkpoint')}
      </Heading>
      <Facts
        facts={[
          [t('checkpointSize'), checkpoint.size],
          [operation('signedAt'), time(checkpoint.at)],
          [operation('root'), <code key="root">{checkpoint.root}</code>],
          [t('signature'), <code key="signature">{checkpoint.signature}</code>],
        ]}
      />
    </Panel>
  )
}

const OnlyPrinted = styled.small`
  display: none;
  overflow-wrap: anywhere;
  @media print {
    display: block;
  }
`
