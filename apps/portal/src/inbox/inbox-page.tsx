import { inboxAssignment, inboxKind, listInbox, type InboxItemView } from '@sotevarmenne/api/inbox'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { useOutletContext, useSearchParams } from 'react-router'
import { Dropdown, DropdownItem, Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { AssignmentButtons } from './assignment.tsx'
import { inboxKey, sumOf, useInboxCounts } from './counts.ts'
import { useItemText } from './item-text.ts'
import { pageOf } from './kinds.ts'
import { Digest } from './digest.tsx'
import { inboxTexts } from './texts.ts'

/** Everything that waits for this officer, the most urgent first. Its filters are in the address. */
export function InboxPage() {
  const t = useTexts(inboxTexts)
  const counts = useInboxCounts()
  const [query, setQuery] = useSearchParams()
  const kind = inboxKind.options.find((one) => one === query.get('kind'))
  const assigned = inboxAssignment.options.find((one) => one === query.get('assigned')) ?? 'all'
  const due = query.get('due') === 'overdue' ? 'overdue' : 'any'
  const choose = (changed: Readonly<Record<string, string>>): void => {
    const chosen = Object.entries({ kind: kind ?? 'all', assigned, due, ...changed })
    const narrowing = chosen.filter(([, value]) => value !== 'all' && value !== 'any')
    setQuery(Object.fromEntries(narrowing), { replace: true })
  }
  const pages = usePages([...inboxKey, kind, assigned, due], listInbox, { kind, assigned, due })
  const kindsShown = counts?.kinds.filter((one) => one.waiting > 0 || one.kind === kind) ?? []

  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">
        {t('lead')}{' '}
        {counts === undefined ? null : (
          <strong>{t('sums', { ...sumOf(counts), mine: counts.mine })}</strong>
        )}
      </Paragraph>
      <SideBySide>
        <Choice
          label={t('kind')}
          value={kind ?? 'all'}
          choices={[
            { value: 'all', label: t('allKinds') },
            ...kindsShown.map((one) => ({
              value: one.kind,
              label: t('counted', { kind: t(`kind.${one.kind}`), count: one.waiting }),
            })),
          ]}
          onChoose={(chosen) => {
            choose({ kind: chosen })
          }}
        />
        <Choice
          label={t('assigned')}
          value={assigned}
          choices={inboxAssignment.options.map((value) => ({
            value,
            label: t(`assigned.${value}`),
          }))}
          onChoose={(chosen) => {
            choose({ assigned: chosen })
          }}
        />
        <Choice
          label={t('due')}
          value={due}
          choices={(['any', 'overdue'] as const).map((value) => ({
            value,
            label: t(`due.${value}`),
          }))}
          onChoose={(chosen) => {
            choose({ due: chosen })
          }}
        />
      </SideBySide>
      <RowList
        pages={pages}
        empty={t('empty')}
        rowsOf={({ items }) =>
          items.map((item) => <ItemRow key={`${item.kind} ${item.itemId}`} item={item} />)
        }
      />
      <Digest />
    </>
  )
}

function ItemRow({ item }: { item: InboxItemView }) {
  const t = useTexts(inboxTexts)
  const { day, dayOf } = useDates()
  const textOf = useItemText()
  const { personId } = useOutletContext<SessionView>()
  const { kind, since, dueOn, isOverdue, isForAnother, assignee, topic } = item
  const text = textOf(item)
  return (
    <Row
      link={<PageLink to={pageOf(item)}>{text}</PageLink>}
      facts={[
        // The text of a proposed role begins with it.
        ...(topic === undefined || kind === 'role-change' ? [] : [t(`kind.${kind}`)]),
        t('since', { day: dayOf(since) }),
        ...(dueOn === undefined ? [] : [t('dueOn', { day: day(dueOn) })]),
        ...(assignee === undefined || assignee.personId === personId
          ? []
          : [t('has', { name: assignee.name })]),
      ].join(' · ')}
      state={
        <>
          {isOverdue ? <Chip $tone="bad">{t('overdue')}</Chip> : null}
          {assignee?.personId === personId ? <Chip $tone="good">{t('yours')}</Chip> : null}
          {isForAnother ? <Chip $tone="neutral">{t('another')}</Chip> : null}
          <AssignmentButtons
            item={item}
            assignee={assignee}
            text={text}
            isForAnother={isForAnother}
          />
        </>
      }
    />
  )
}

function Choice({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string
  value: string
  choices: readonly { readonly value: string; readonly label: string }[]
  onChoose: (value: string) => void
}) {
  return (
    <Dropdown labelText={label} value={value} onChange={onChoose} mb="m">
      {choices.map((choice) => (
        <DropdownItem key={choice.value} value={choice.value}>
          {choice.label}
        </DropdownItem>
      ))}
    </Dropdown>
  )
}
