import { viewOwnAuditLog, type AuditEntryView } from '@sotevarmenne/api/audit'
import { viewPublicPoint } from '@sotevarmenne/api/points'
import { useState, type SyntheticEvent } from 'react'
import { Button, Checkbox, Paragraph, TextInput } from 'suomifi-ui-components'
import { useApiQuery, usePages } from '../api/queries.ts'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { faultsOfDays, type DayFaults } from '../layout/desk-list.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Facts, Muted, FilterRow } from '../layout/surface.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'
import { commonTexts } from '../texts/common.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import { useReasonName } from '../audit-log/reason-name.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** Everything that was done with the holder's cards and data, on what grounds, and its proof. */
export function OwnAuditLogPage() {
  const t = useTexts(ownTexts)
  const operationName = useOperationName()
  const reasonName = useReasonName()
  const { time } = useDates()
  const [filter, setFilter] = useState<OwnFilter>({})
  const [isFaulty, setIsFaulty] = useState(false)
  const pages = usePages(['own-audit-log', filter], viewOwnAuditLog, filter, {
    // Each read is recorded: it is done when the page is opened, never again without the holder's knowledge.
    staleTime: Infinity,
  })
  const shown = pages.data?.pages.flatMap((page) => (page.ok ? [page.value] : [])) ?? []
  const [newest] = shown
  return (
    <>
      <PageTitle>{t('auditLogHeading')}</PageTitle>
      <Paragraph mb="m">{t('auditLogHelp')}</Paragraph>
      <OwnFilters filter={filter} onFilter={setFilter} onFaulty={setIsFaulty} />
      {isFaulty ? null : (
        <RowList
          pages={pages}
          empty={t(Object.keys(filter).length === 0 ? 'noAuditLog' : 'noAuditLogOfThese')}
          rowsOf={({ entries }) =>
            entries.map(({ entry, position }) => (
              <Row
                key={entry.entryId}
                link={<strong>{operationName(entry.operation)}</strong>}
                facts={
                  <>
                    {`${time(entry.at)} · ${reasonName(entry.reason)}`}
                    {entry.pointId === undefined ? null : <PointName pointId={entry.pointId} />}
                    <EntryDetails entry={entry} />
                  </>
                }
                state={<Muted>{t('auditPosition', { position: String(position) })}</Muted>}
              />
            ))
          }
        />
      )}
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

type OwnFilter = {
  readonly withoutOwnViews?: 'yes'
  readonly from?: string
  readonly to?: string
}

/** Narrows the log to days, and leaves out what the holder looked at. */
function OwnFilters({
  filter,
  onFilter,
  onFaulty,
}: {
  filter: OwnFilter
  onFilter: (filter: OwnFilter) => void
  onFaulty: (isFaulty: boolean) => void
}) {
  const t = useTexts(ownTexts)
  const common = useTexts(commonTexts)
  const [typed, setTyped] = useState({ from: '', to: '' })
  const [faults, setFaults] = useState<DayFaults>({})
  const { withoutOwnViews } = filter
  return (
    <>
      <Checkbox
        checked={withoutOwnViews === 'yes'}
        onClick={({ checkboxState }) => {
          const { withoutOwnViews: _former, ...days } = filter
          onFilter(checkboxState ? { ...days, withoutOwnViews: 'yes' } : days)
        }}
        mb="s"
      >
        {t('withoutOwnViews')}
      </Checkbox>
      <FilterRow
        onSubmit={(event: SyntheticEvent) => {
          event.preventDefault()
          const found = faultsOfDays(typed)
          setFaults(found)
          const first = Object.keys(found)[0]
          onFaulty(first !== undefined)
          if (first !== undefined) {
            document.getElementById(`log-${first}`)?.focus()
            return
          }
          const [from, to] = [readDay(typed.from), readDay(typed.to)]
          onFilter({
            ...(withoutOwnViews && { withoutOwnViews }),
            ...(from !== undefined && { from }),
            ...(to !== undefined && { to }),
          })
        }}
      >
        {(['from', 'to'] as const).map((end) => {
          const fault = faults[end]
          return (
            <TextInput
              key={end}
              id={`log-${end}`}
              labelText={common(`list.${end}`)}
              value={typed[end]}
              autoComplete="off"
              statusTextAriaLiveMode="polite"
              onChange={(value) => {
                setTyped({ ...typed, [end]: String(value ?? '') })
              }}
              {...(fault === undefined
                ? {}
                : { status: 'error' as const, statusText: common(`list.${fault}`) })}
            />
          )
        })}
        <div>
          <Button type="submit" variant="secondary">
            {common('period.show')}
          </Button>
        </div>
      </FilterRow>
    </>
  )
}

/** Where it was done, if it is a point that everybody may see. */
function PointName({ pointId }: { pointId: string }) {
  const { data } = useApiQuery(['public-point', pointId], viewPublicPoint, { pointId })
  return data?.ok === true ? ` · ${data.value.name}` : null
}

/** What else the entry says, for who wants to know exactly. */
function EntryDetails({ entry }: { entry: AuditEntryView }) {
  const t = useTexts(ownTexts)
  const facts = Object.entries(entry.facts)
  return (
    <details>
      <summary>{t('entryDetails')}</summary>
      <Facts
        facts={[
          [t('entryEvent'), <code key="type">{entry.type}</code>],
          [t('entryId'), <code key="id">{entry.entryId}</code>],
          [t('entryCard'), entry.about?.cardId],
          [t('entryOrder'), entry.about?.orderId],
          ...facts.map(
            ([name, value]) => [name, <code key={name}>{JSON.stringify(value)}</code>] as const,
          ),
        ]}
      />
    </details>
  )
}
