import { permissions } from '@sotevarmenne/api/permissions'
import { zodResolver } from '@hookform/resolvers/zod'
import { searchAuditLog, type AuditEntryView } from '@sotevarmenne/api/audit'
import { useEffect, useRef } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { DayField } from '../forms/day-field.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { operationTexts } from './texts.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import {
  emptySearch,
  identifierKinds,
  typedSearch,
  type Sought,
  type TypedSearch,
} from './audit-log-search.ts'

/** The auditor's search of the audit log, newest first. Each search is itself an audit entry. */
export function AuditLogPage() {
  const t = useTexts(operationTexts)
  const state: unknown = useLocation().state
  const requested = typedSearch.safeParse(state)
  const found = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // After a search the focus moves to the results.
    if (state !== null) found.current?.focus()
  }, [state])
  return (
    <>
      <PageTitle>{t('auditLogHeading')}</PageTitle>
      <Paragraph>{t('auditLogHelp')}</Paragraph>
      <SearchForm typed={requested.success ? (state as TypedSearch) : emptySearch} />
      <Heading variant="h2" tabIndex={-1} ref={found} mt="m" mb="s">
        {t('entries')}
      </Heading>
      <Entries sought={requested.success ? requested.data : {}} />
    </>
  )
}

function SearchForm({ typed }: { typed: TypedSearch }) {
  const t = useTexts(operationTexts)
  const operationName = useOperationName()
  const language = usePageLanguage()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const form = useForm<TypedSearch, unknown, Sought>({
    resolver: zodResolver(typedSearch),
    values: typed,
    shouldFocusError: false,
  })
  const choices = Object.keys(permissions)
    .map((value) => ({ value, label: operationName(value) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language))

  return (
    <Panel aria-label={t('search')}>
      <FormProvider {...form}>
        <form
          noValidate
          role="search"
          onSubmit={(event) =>
            void form.handleSubmit(() => navigate(pathname, { state: form.getValues() }))(event)
          }
        >
          <FormErrors />
          <Filters>
            <SelectField
              name="kind"
              label={t('identifierOf')}
              choices={identifierKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            />
            <TextField name="identifier" label={t('identifier')} />
            <SelectField
              name="operation"
              label={t('operation')}
              choices={[{ value: '', label: t('anyOperation') }, ...choices]}
            />
            <DayField name="from" label={t('from')} />
            <DayField name="to" label={t('to')} />
          </Filters>
          <Button type="submit">{t('search')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}

function Entries({ sought: filter }: { sought: Sought }) {
  const t = useTexts(operationTexts)
  const operationName = useOperationName()
  const { time } = useDates()
  const pages = usePages(['auditLog', filter], searchAuditLog, filter, {
    // A search is recorded: it runs on request only, never again without the auditor's knowledge.
    staleTime: Infinity,
  })
  return (
    <RowList
      pages={pages}
      empty={t('noEntries')}
      rowsOf={({ entries }) =>
        entries.map(({ entry, position }) => (
          <Row
            key={entry.entryId}
            link={
              <PageLink to={`operations/audit-log/${entry.entryId}`}>
                {operationName(entry.operation)}
              </PageLink>
            }
            facts={[time(entry.at), entry.type, actorOf(entry)].join(' · ')}
            state={
              <Chip $tone={position === undefined ? 'waiting' : 'neutral'}>
                {position === undefined ? t('notPlaced') : t('position', { position })}
              </Chip>
            }
          />
        ))
      }
    />
  )
}

/** The actor's identifier: of a person, of a machine, or the name of a process of the service. */
export function actorOf({ actor }: AuditEntryView): string {
  switch (actor.kind) {
    case 'person':
      return actor.personId
    case 'client':
      return actor.clientId
    case 'process':
      return actor.name
  }
}

const Filters = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(290px, 100%), 1fr));
  gap: 0 24px;
  align-items: end;
`
