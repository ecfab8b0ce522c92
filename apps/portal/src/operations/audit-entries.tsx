import { accessEvent, searchAuditLog, type AuditEntryView } from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { ReactNode } from 'react'
import { usePages } from '../api/queries.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList, Rows } from '../layout/row-list.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { auditReviewTexts } from './audit-review-texts.ts'
import type { Sought } from './audit-log-search.ts'
import { useActorName } from './history-sentences.ts'
import { operationTexts } from './texts.ts'

type Page = ResponseOf<typeof searchAuditLog>
type Found = Page['entries'][number]

/** Audit entries, newest first; views of the same kind by the same actor, one after the other, are folded into one row. */
export function AuditEntries({ sought: filter }: { sought: Sought }) {
  const t = useTexts(operationTexts)
  const pages = usePages(['auditLog', filter], searchAuditLog, filter, {
    // A search is recorded: it runs on request only, never again without the auditor's knowledge.
    staleTime: Infinity,
  })
  return (
    <RowList
      pages={pages}
      empty={t('noEntries')}
      rowsOf={({ entries, names }) =>
        foldViews(entries).map((group) =>
          group.length === 1 ? (
            group.map((one) => <EntryRow key={one.entry.entryId} found={one} names={names} />)
          ) : (
            <FoldedRow key={group[0].entry.entryId} group={group} names={names} />
          ),
        )
      }
    />
  )
}

type Group = readonly [Found, ...Found[]]

/** Entries in their order, each alone but views that follow each other: by one actor, in one operation. */
function foldViews(entries: readonly Found[]): readonly Group[] {
  const groups: [Found, ...Found[]][] = []
  for (const one of entries) {
    const group = groups.at(-1)
    if (group !== undefined && isSameView(group[0].entry, one.entry)) group.push(one)
    else groups.push([one])
  }
  return groups
}

const isSameView = (one: AuditEntryView, other: AuditEntryView): boolean =>
  [one, other].every(({ type }) => accessEvent.test(type)) &&
  one.operation === other.operation &&
  JSON.stringify(one.actor) === JSON.stringify(other.actor)

function EntryRow({ found, names }: { found: Found; names: Page['names'] }) {
  const { entry, position } = found
  const t = useTexts(operationTexts)
  const operationName = useOperationName()
  return (
    <Row
      link={
        <PageLink to={`operations/audit-log/${entry.entryId}`}>
          {operationName(entry.operation)}
        </PageLink>
      }
      facts={<EntryFacts entry={entry} names={names} />}
      state={
        <Chip $tone={position === undefined ? 'waiting' : 'neutral'}>
          {position === undefined ? t('notPlaced') : t('position', { position: String(position) })}
        </Chip>
      }
    />
  )
}

/** When, by whom, and about whom and which card. */
function EntryFacts({ entry, names }: { entry: AuditEntryView; names: Page['names'] }): ReactNode {
  const t = useTexts(auditReviewTexts)
  const { time } = useDates()
  const actorName = useActorName(names)
  const { personId, cardId } = entry.about ?? {}
  const number = cardId === undefined ? undefined : names[cardId]
  return [
    time(entry.at),
    actorName(entry),
    ...(personId !== undefined && names[personId] !== undefined
      ? [t('concerns', { name: names[personId] })]
      : []),
    ...(number === undefined ? [] : [t('card', { number })]),
  ].join(' · ')
}

function FoldedRow({ group, names }: { group: Group; names: Page['names'] }) {
  const t = useTexts(auditReviewTexts)
  const operationName = useOperationName()
  const { time } = useDates()
  const actorName = useActorName(names)
  const [newest] = group
  const oldest = group.at(-1) ?? newest
  return (
    <Row
      link={
        <strong>
          {t('folded', { operation: operationName(newest.entry.operation), count: group.length })}
        </strong>
      }
      facts={
        <>
          {`${time(oldest.entry.at)} – ${time(newest.entry.at)} · ${actorName(newest.entry)}`}
          <details>
            <summary>{t('unfold')}</summary>
            <Rows>
              {group.map((one) => (
                <EntryRow key={one.entry.entryId} found={one} names={names} />
              ))}
            </Rows>
          </details>
        </>
      }
      state={null}
    />
  )
}
