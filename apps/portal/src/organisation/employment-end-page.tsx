import { zodResolver } from '@hookform/resolvers/zod'
import {
  endEmployment,
  endEmploymentOfCard,
  previewEmploymentEnd,
} from '@sotevarmenne/api/employment-ends'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useParams, useSearchParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { DayField } from '../forms/day-field.tsx'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useBoundCard } from './bound-card.ts'
import { employmentEndTexts } from './employment-end-texts.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'

type Person = ResponseOf<typeof previewEmploymentEnd>

/** One end of an employment, of the holder of a card or by the identity code. Name and card are shown first. */
export function EmploymentEndPage() {
  const t = useTexts(employmentEndTexts)
  const { organisationId = '' } = useParams()
  const [query] = useSearchParams()
  const cardId = query.get('card') ?? undefined
  return (
    <>
      <PageTitle>{t('reportOne')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      {cardId === undefined ? (
        <EndForm organisationId={organisationId} />
      ) : (
        <OfCard organisationId={organisationId} cardId={cardId} />
      )}
      <Actions>
        <PageLink to={`organisation/${organisationId}/employment-ends`}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

function OfCard({ organisationId, cardId }: { organisationId: string; cardId: string }) {
  const t = useTexts(employmentEndTexts)
  const query = useApiQuery(['employment-end', organisationId, cardId], previewEmploymentEnd, {
    ...{ organisationId, of: { cardId } },
  })
  if (query.data?.ok !== true) return <WithoutResponse query={query} title={t('reportOne')} />
  return (
    <>
      <PersonFacts person={query.data.value} />
      <EndForm organisationId={organisationId} cardId={cardId} />
    </>
  )
}

/** Whose employment it is, and what will be cancelled. */
function PersonFacts({ person }: { person: Person }) {
  const t = useTexts(employmentEndTexts)
  const boundCard = useBoundCard()
  const { day } = useDates()
  const { name, cards, preparedOrders, plannedFor, endedOn } = person
  return (
    <Facts
      facts={[
        [t('name'), name],
        ...cards.map(
          (card, index) =>
            [
              cards.length > 1 ? `${t('card')} ${String(index + 1)}` : t('card'),
              [boundCard(card), ...(card.unit === undefined ? [] : [card.unit])].join(' · '),
            ] as const,
        ),
        [t('preparedOrders'), preparedOrders === 0 ? undefined : preparedOrders],
        [t('plannedFor'), plannedFor && day(plannedFor)],
        [t('endedOn'), endedOn && day(endedOn)],
      ]}
    />
  )
}

type Report = {
  readonly identityCode: string
  readonly lastDay: string | undefined
}

function EndForm({ organisationId, cardId }: { organisationId: string; cardId?: string }) {
  const t = useTexts(employmentEndTexts)
  const prepared = useTexts(preparedOrderTexts)
  const { run, runOnConfirm, isActing, shown, clear } = useAction()
  const [checked, setChecked] = useState<{ readonly report: Report; readonly person: Person }>()
  const [done, setDone] = useState<ResponseOf<typeof endEmployment>>()
  const typed = z
    .object({
      identityCode: z
        .string()
        .trim()
        // Of a card the person is known.
        .refine((code) => cardId !== undefined || parseIdentityCode(code).ok, {
          error: prepared('identityCodeWrong'),
        }),
      when: z.enum(['today', 'later'], { error: t('whenMissing') }),
      lastDay: z.string(),
    })
    .refine(({ when, lastDay }) => when === 'today' || readDay(lastDay) !== undefined, {
      ...{ path: ['lastDay'], error: errorText('day') },
    })
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { lastDay: '', identityCode: '' },
    shouldFocusError: false,
  })
  const preview = ({ identityCode, when, lastDay }: z.output<typeof typed>): Promise<void> => {
    const report = { identityCode, lastDay: when === 'later' ? readDay(lastDay) : undefined }
    setDone(undefined)
    return run(
      () =>
        callApi(previewEmploymentEnd, {
          ...{ organisationId, lastDay: report.lastDay },
          of: cardId === undefined ? { identityCode: report.identityCode } : { cardId },
        }),
      (person) => {
        setChecked({ report, person })
      },
    )
  }
  const send = ({ identityCode, lastDay }: Report) =>
    cardId === undefined
      ? callApi(endEmployment, { organisationId, identityCode, lastDay })
      : callApi(endEmploymentOfCard, { organisationId, cardId, lastDay })
  return (
    <Panel aria-label={t('reportOne')}>
      {done === undefined ? null : <Reported {...done} />}
      <Form form={form} onSubmit={preview}>
        {cardId === undefined ? (
          <TextField name="identityCode" label={t('identityCode')} hint={t('whoHelp')} />
        ) : null}
        <ChoiceField
          name="when"
          label={t('when')}
          choices={[
            { value: 'today', label: t('today'), hint: t('todayHint') },
            { value: 'later', label: t('later'), hint: t('laterHint') },
          ]}
        />
        {form.watch('when') === 'later' ? (
          <DayField name="lastDay" label={t('lastDay')} hint={t('lastDayHint')} />
        ) : null}
        {shown}
        <SubmitButton isActing={isActing}>{t('continue')}</SubmitButton>
      </Form>
      {checked === undefined ? null : (
        <Confirm
          {...checked}
          onYes={() =>
            runOnConfirm(
              () => send(checked.report),
              (response) => {
                setDone(response)
                form.reset()
                void queryClient.invalidateQueries({ queryKey: [endsListName] })
              },
            )
          }
          onClose={() => {
            clear()
            setChecked(undefined)
          }}
        />
      )}
    </Panel>
  )
}

/** Of the cached pages of reported ends, and of the saved file. */
export const endsListName = 'employment-ends'

function Confirm({
  report: { lastDay },
  person,
  onYes,
  onClose,
}: {
  report: Report
  person: Person
  onYes: () => Promise<() => void>
  onClose: () => void
}) {
  const t = useTexts(employmentEndTexts)
  const { day } = useDates()
  const { name, cards } = person
  const title = (known: string) =>
    lastDay === undefined
      ? t('sureToday', { name: known })
      : t('sureLater', { name: known, day: day(lastDay) })
  const effect = () => {
    if (cards.length === 0) return t('effectNoCard')
    return lastDay === undefined ? t('effectToday') : t('effectLater', { day: day(lastDay) })
  }
  return (
    <ConfirmStep
      isOpen
      title={name === undefined ? t('sureNobody') : title(name)}
      text={name === undefined ? t('effectNobody') : effect()}
      yes={t('confirm')}
      {...{ onYes, onClose }}
    >
      {name === undefined ? null : <PersonFacts person={person} />}
    </ConfirmStep>
  )
}

function Reported({ cancelled, stopped, withdrawn, plannedFor }: ResponseOf<typeof endEmployment>) {
  const t = useTexts(employmentEndTexts)
  const { day } = useDates()
  if (plannedFor !== undefined)
    return <Done title={t('planned')} help={t('plannedHelp', { day: day(plannedFor) })} />
  return (
    <Done
      title={t('ended')}
      help={[
        t('endedHelp', { cancelled, withdrawn }),
        ...(stopped > 0 ? [t('stopped', { count: stopped })] : []),
        ...(cancelled + stopped + withdrawn > 0 ? [] : [t('nothingRested')]),
      ].join(' ')}
    />
  )
}
