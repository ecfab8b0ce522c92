import { permissions } from '@sotevarmenne/api/permissions'
import { zodResolver } from '@hookform/resolvers/zod'
import type { AuditEntryView } from '@sotevarmenne/api/audit'
import { useEffect, useRef } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { z } from 'zod'
import { DayField } from '../forms/day-field.tsx'
import { ConfirmField, SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { AuditEntries } from './audit-entries.tsx'
import { auditReviewTexts } from './audit-review-texts.ts'
import { FindSubjects, FoundSubjects } from './find-subjects.tsx'
import { operationTexts } from './texts.ts'
import { useOperationName } from '../audit-log/operation-name.ts'
import {
  emptySearch,
  emptySubject,
  identifierKinds,
  typedSearch,
  typedSubject,
  type Sought,
  type TypedSearch,
} from './audit-log-search.ts'

/**
 * The audit log, newest first, and the way into it by what an auditor is given. Each search is itself an audit
 * entry, so the log is not listed beside what was found.
 */
export function AuditLogPage() {
  const t = useTexts(operationTexts)
  const review = useTexts(auditReviewTexts)
  const state: unknown = useLocation().state
  const requested = typedSearch.safeParse(state)
  const seeking = seekingOf(state)
  const found = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // After a search the focus moves to the results.
    if (state !== null) found.current?.focus()
  }, [state])
  return (
    <>
      <PageTitle>{t('auditLogHeading')}</PageTitle>
      <Paragraph>{t('auditLogHelp')}</Paragraph>
      <FindSubjects typed={seeking?.typed ?? emptySubject} />
      {seeking ? (
        <>
          <Heading variant="h2" tabIndex={-1} ref={found} mt="m" mb="s">
            {review('found')}
          </Heading>
          <FoundSubjects sought={seeking.sought} />
        </>
      ) : null}
      <SearchForm typed={requested.success ? (state as TypedSearch) : emptySearch} />
      {seeking ? null : (
        <>
          <Heading variant="h2" tabIndex={-1} ref={found} mt="m" mb="s">
            {t('entries')}
          </Heading>
          <AuditEntries sought={requested.success ? requested.data : { withoutViews: 'yes' }} />
        </>
      )}
    </>
  )
}

const seekingState = z.object({ subject: z.object({ sought: z.string(), on: z.string() }) })

/** What was sought last, as typed and as sent. */
function seekingOf(state: unknown) {
  const typed = seekingState.safeParse(state)
  const sought = typedSubject.safeParse(typed.data?.subject)
  return typed.success && sought.success
    ? { typed: typed.data.subject, sought: sought.data }
    : undefined
}

function SearchForm({ typed }: { typed: TypedSearch }) {
  const t = useTexts(operationTexts)
  const review = useTexts(auditReviewTexts)
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
    <Panel aria-labelledby="filter">
      <Heading variant="h2" id="filter" mb="s">
        {review('filterHeading')}
      </Heading>
      <FormProvider {...form}>
        <form
          noValidate
          role="search"
          aria-labelledby="filter"
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
          <ConfirmField name="showsViews" label={review('showsViews')} />
          <Button type="submit" variant="secondary" mt="m">
            {t('search')}
          </Button>
        </form>
      </FormProvider>
    </Panel>
  )
}

/** The actor's identifier: of a person, of a machine, or the name of a process of the service. */
export function actorOf({ actor }: AuditEntryView): string {
  switch (actor.kind) {
    case 'person':
      return actor.personId
    case 'client':
    case 'apiKey':
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
