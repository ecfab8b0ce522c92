import { zodResolver } from '@hookform/resolvers/zod'
import { findAuditSubjects, type SubjectOfLog } from '@sotevarmenne/api/audit'
import { FormProvider, useForm } from 'react-hook-form'
import { useLocation, useNavigate } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { DayField } from '../forms/day-field.tsx'
import { TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { PageLink } from '../layout/links.tsx'
import { Loaded, Unreachable } from '../layout/responses.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Panel, SideBySide } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import {
  emptySearch,
  typedSubject,
  type SubjectSought,
  type TypedSubject,
} from './audit-log-search.ts'
import { auditReviewTexts } from './audit-review-texts.ts'

/** Finds people and things by what an auditor is given. What is typed goes into no address. */
export function FindSubjects({ typed }: { typed: TypedSubject }) {
  const t = useTexts(auditReviewTexts)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const form = useForm<TypedSubject, unknown, SubjectSought>({
    resolver: zodResolver(typedSubject),
    values: typed,
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="find">
      <Heading variant="h2" id="find" mb="s">
        {t('findHeading')}
      </Heading>
      <FormProvider {...form}>
        <form
          noValidate
          role="search"
          aria-labelledby="find"
          onSubmit={(event) =>
            void form.handleSubmit(() =>
              navigate(pathname, { state: { subject: form.getValues() } }),
            )(event)
          }
        >
          <FormErrors />
          <SideBySide>
            <TextField name="sought" label={t('sought')} hint={t('soughtHint')} />
            <DayField name="on" label={t('on')} hint={t('onHint')} />
          </SideBySide>
          <Button type="submit">{t('find')}</Button>
        </form>
      </FormProvider>
    </Panel>
  )
}

export function FoundSubjects({ sought }: { sought: SubjectSought }) {
  const t = useTexts(auditReviewTexts)
  const query = useApiQuery(['audit-subjects', sought], findAuditSubjects, sought, {
    // A search is recorded: it runs on request only.
    staleTime: Infinity,
  })
  if (query.isLoadingError) return <Unreachable onRetry={() => void query.refetch()} />
  return (
    <Loaded query={query}>
      {({ subjects, isCut }) =>
        subjects.length === 0 ? (
          <Paragraph>{t('nothingFound')}</Paragraph>
        ) : (
          <>
            <Rows>
              {subjects.map((subject) => (
                <SubjectRow key={JSON.stringify(subject)} subject={subject} />
              ))}
            </Rows>
            {isCut ? <Paragraph mt="s">{t('isCut')}</Paragraph> : null}
          </>
        )
      }
    </Loaded>
  )
}

function SubjectRow({ subject }: { subject: SubjectOfLog }) {
  const t = useTexts(auditReviewTexts)
  const history = 'operations/audit-log/history'
  switch (subject.kind) {
    case 'person':
      return <PersonRow person={subject} />
    case 'organisation':
      return (
        <Row
          link={
            <PageLink to={`${history}/organisation/${subject.organisationId}`}>
              {subject.name}
            </PageLink>
          }
          facts={`${t('kind.organisation')} · ${subject.businessId}`}
          state={null}
        />
      )
    case 'order':
      return (
        <Row
          link={<PageLink to={`${history}/order/${subject.orderId}`}>{t('order')}</PageLink>}
          facts={subject.orderId}
          state={null}
        />
      )
    case 'program':
      return (
        <Row
          link={<strong>{subject.name}</strong>}
          facts={
            <Entries of={{ kind: 'actor', identifier: subject.clientId }}>
              {t('doneByProgram')}
            </Entries>
          }
          state={t('kind.program')}
        />
      )
    case 'certificate':
      return (
        <Row
          link={
            <Entries of={{ kind: 'serial', identifier: subject.serial }}>
              {t('certificate', { serial: subject.serial })}
            </Entries>
          }
          facts={subject.issuer}
          state={null}
        />
      )
  }
}

/** A link to all entries that name it. */
const Entries = ({
  of,
  children,
}: {
  of: { readonly kind: 'actor' | 'serial'; readonly identifier: string }
  children: string
}) => (
  <PageLink to="operations/audit-log" state={{ ...emptySearch, ...of }}>
    {children}
  </PageLink>
)

type Person = Extract<SubjectOfLog, { kind: 'person' }>

function PersonRow({ person }: { person: Person }) {
  const t = useTexts(auditReviewTexts)
  const language = usePageLanguage()
  const { dayOf } = useDates()
  const ofPerson = `${person.name}, ${t('bornIn', { year: String(person.bornIn) })}`
  return (
    <Row
      link={<strong>{ofPerson}</strong>}
      facts={
        <ul>
          {person.cards.map(({ cardId, isSpare, title, cardNumber, orderedAt }) => (
            <li key={cardId}>
              <PageLink to={`operations/audit-log/history/card/${cardId}`}>
                {cardNumber === undefined
                  ? t('cardNotProduced')
                  : t(isSpare ? 'spareCard' : 'card', { number: cardNumber })}
              </PageLink>
              {[
                '',
                title[language],
                ...(orderedAt === undefined ? [] : [t('ordered', { day: dayOf(orderedAt) })]),
              ].join(' · ')}
            </li>
          ))}
          <li>
            <PageLink
              to={`operations/audit-log/history/person/${person.personId}`}
              label={`${t('historyOfPerson')}: ${ofPerson}`}
            >
              {t('historyOfPerson')}
            </PageLink>
          </li>
          <li>
            <PageLink
              to="operations/audit-log"
              state={{ ...emptySearch, kind: 'actor', identifier: person.personId }}
              label={`${t('doneByPerson')}: ${ofPerson}`}
            >
              {t('doneByPerson')}
            </PageLink>
          </li>
        </ul>
      }
      state={null}
    />
  )
}
