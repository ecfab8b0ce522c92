import { zodResolver } from '@hookform/resolvers/zod'
import { searchTrail, type TrailEntry } from '@sotevarmenne/api/audit'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { DayField, SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Panel } from '../layout/surface.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { deeds } from '../texts/deeds.ts'
import { useTexts } from '../texts/index.ts'
import { useDeedName } from '../trail/deed-name.ts'
import {
  emptySearch,
  identifierKinds,
  typedSearch,
  type Sought,
  type TypedSearch,
} from './trail-search.ts'

/** The auditor's search of the trail, newest first. Each search is an entry of the trail itself. */
export function TrailPage() {
  const t = useTexts('operations')
  const state: unknown = useLocation().state
  const asked = typedSearch.safeParse(state)
  const found = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // After a search the reading goes on from what it found.
    if (state !== null) found.current?.focus()
  }, [state])
  return (
    <>
      <PageTitle>{t('trailHeading')}</PageTitle>
      <Paragraph>{t('trailHelp')}</Paragraph>
      <SearchForm typed={asked.success ? (state as TypedSearch) : emptySearch} />
      <Heading variant="h2" tabIndex={-1} ref={found} mt="m" mb="s">
        {t('entries')}
      </Heading>
      <Entries sought={asked.success ? asked.data : {}} />
    </>
  )
}

function SearchForm({ typed }: { typed: TypedSearch }) {
  const t = useTexts('operations')
  const deedName = useDeedName()
  const language = usePageLanguage()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const form = useForm<TypedSearch, unknown, Sought>({
    resolver: zodResolver(typedSearch),
    values: typed,
    shouldFocusError: false,
  })
  const choices = Object.keys(deeds)
    .map((value) => ({ value, label: deedName(value) }))
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
              name="deed"
              label={t('deed')}
              choices={[{ value: '', label: t('anyDeed') }, ...choices]}
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
  const t = useTexts('operations')
  const deedName = useDeedName()
  const { time } = useDates()
  const pages = useInfiniteQuery({
    queryKey: ['trail', filter],
    // A search is recorded: it is made when it is asked for, never again behind the auditor's back.
    staleTime: Infinity,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(searchTrail, { ...filter, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
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
              <PageLink to={`operations/trail/${entry.entryId}`}>{deedName(entry.deed)}</PageLink>
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
export function actorOf({ actor }: TrailEntry): string {
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
