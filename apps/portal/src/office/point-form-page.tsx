import { zodResolver } from '@hookform/resolvers/zod'
import type { SessionView } from '@sotevarmenne/api/authentication'
import {
  accessibilityFeature,
  changePoint,
  county,
  enterPoint,
  spokenLanguage,
  type OfficePointView,
} from '@sotevarmenne/api/points'
import { useFieldArray, useForm, useWatch } from 'react-hook-form'
import { Navigate, useNavigate, useOutletContext, useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { mayDo } from '../api/session.ts'
import { callApi, queryClient } from '../api/call-api.ts'
import { AddressFields } from '../forms/address.tsx'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { formatTypedDay, readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { commonTexts } from '../texts/common.ts'
import { wordTexts } from '../texts/words.ts'
import {
  factsOf,
  fieldsOf,
  typedPoint,
  weekdays,
  type ReadPoint,
  type TypedPoint,
} from './point-form.ts'
import { useOfficePoint } from './use-office-point.ts'
import { usePointServices } from '../points/point-services.ts'

/** A new registration point. */
export function EnterPointPage() {
  const t = useTexts(officeTexts)
  const session = useOutletContext<SessionView>()
  const href = useHref()
  if (!mayDo(session, 'registration.enterPoint'))
    return <Navigate to={href('operations/points')} replace />
  return (
    <>
      <PageTitle>{t('enterPoint')}</PageTitle>
      <Paragraph mb="s">{t('enterHelp')}</Paragraph>
      <PointForm />
    </>
  )
}

/** Changes the address or hours: the earlier version is retained. */
export function ChangePointPage() {
  const t = useTexts(officeTexts)
  const session = useOutletContext<SessionView>()
  const href = useHref()
  const { pointId = '' } = useParams()
  const query = useOfficePoint(pointId)
  if (!mayDo(session, 'registration.enterPoint'))
    return <Navigate to={href(`operations/points/${pointId}`)} replace />
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('heading')}
        back={<PageLink to="operations/points">{t('back')}</PageLink>}
      />
    )
  const { point } = query.data.value
  return (
    <>
      <PageTitle>{t('changeHeading', { name: point.name })}</PageTitle>
      <Paragraph mb="s">{t('changeHelp')}</Paragraph>
      <PointForm point={point} />
    </>
  )
}

function PointForm({ point }: { point?: OfficePointView }) {
  const t = useTexts(officeTexts)
  const common = useTexts(commonTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { timeOfDay } = useDates()
  const { run, isActing, shown } = useAction()
  const form = useForm<TypedPoint, unknown, ReadPoint>({
    resolver: zodResolver(typedPoint),
    defaultValues: fieldsOf(point, { day: formatTypedDay, timeOfDay }),
    shouldFocusError: false,
  })

  function save(read: ReadPoint): Promise<void> {
    const facts = factsOf(read)
    return run<{ readonly pointId: string } | { readonly version: number }>(
      () =>
        point === undefined
          ? callApi(enterPoint, facts)
          : callApi(changePoint, { pointId: point.pointId, version: point.version, facts }),
      async (saved) => {
        const pointId = 'pointId' in saved ? saved.pointId : (point?.pointId ?? '')
        await queryClient.invalidateQueries({ queryKey: ['office-point', pointId] })
        void queryClient.invalidateQueries({ queryKey: ['office-points'] })
        void queryClient.invalidateQueries({ queryKey: ['point-names'] })
        await navigate(href(`operations/points/${pointId}`), { state: { isSaved: true } })
      },
    )
  }

  return (
    <Form form={form} onSubmit={save}>
      <WhereFields />
      <ServiceFields />
      <HoursFields />
      <ExceptionFields />
      {shown}
      <Actions>
        <SubmitButton isActing={isActing}>{t('save')}</SubmitButton>
        <PageLink
          to={point === undefined ? 'operations/points' : `operations/points/${point.pointId}`}
        >
          {common('back')}
        </PageLink>
      </Actions>
    </Form>
  )
}

function WhereFields() {
  const t = useTexts(officeTexts)
  const words = useTexts(wordTexts)
  return (
    <Panel aria-labelledby="where">
      <Heading variant="h2" id="where" mb="s">
        {t('addressHeading')}
      </Heading>
      <TextField name="name" label={t('name')} />
      <SideBySide>
        <AddressFields />
        <SelectField
          name="county"
          label={t('county')}
          choices={county.options.map((value) => ({ value, label: words(`county.${value}`) }))}
        />
        <TextField name="directions" label={t('directions')} />
        <TextField name="phone" label={t('phone')} />
      </SideBySide>
      <TextField name="pointOperator" label={t('pointOperator')} hint={t('pointOperatorHint')} />
      <TextField
        name="pointOperatorBusinessId"
        label={t('pointOperatorBusinessId')}
        hint={t('pointOperatorBusinessIdHint')}
      />
    </Panel>
  )
}

function ServiceFields() {
  const t = useTexts(officeTexts)
  const words = useTexts(wordTexts)
  const { nameOf, coming } = usePointServices()
  // What the point offers already, also if the list of services has ended it.
  const ticked = useWatch<{ services: string[] }, 'services'>({ name: 'services' })
  return (
    <Panel aria-labelledby="service">
      <Heading variant="h2" id="service" mb="s">
        {t('serviceHeading')}
      </Heading>
      <SideBySide style={{ alignItems: 'start' }}>
        <TickList
          name="services"
          label={t('services')}
          choices={[...new Set([...coming, ...ticked])].map((value) => ({
            value,
            label: nameOf(value),
          }))}
        />
        <TickList
          name="languages"
          label={t('languages')}
          choices={spokenLanguage.options.map((value) => ({
            value,
            label: words(`spokenLanguage.${value}`),
          }))}
        />
        <TickList
          name="accessibility"
          label={t('accessibility')}
          choices={accessibilityFeature.options.map((value) => ({
            value,
            label: words(`accessibility.${value}`),
          }))}
        />
      </SideBySide>
      <ChoiceField
        name="hasPublicDuty"
        label={t('publicDuty')}
        choices={[
          { value: 'yes', label: t('hasPublicDuty') },
          { value: 'no', label: t('ownOnly') },
        ]}
      />
      <SideBySide>
        <TextField name="desks" label={t('desks')} />
        <TextField name="slotMinutes" label={t('slotMinutes')} />
      </SideBySide>
      <DayField name="lastDay" label={t('lastDay')} hint={t('lastDayHint')} />
    </Panel>
  )
}

function HoursFields() {
  const t = useTexts(officeTexts)
  const { weekday } = useDates()
  return (
    <Panel aria-labelledby="hours">
      <Heading variant="h2" id="hours" mb="xs">
        {t('hoursHeading')}
      </Heading>
      <Paragraph mb="s">{t('hoursHelp')}</Paragraph>
      <SideBySide>
        {weekdays.map((one, index) => (
          <TextField key={one} name={`hours.${String(index)}`} label={weekday(one)} />
        ))}
      </SideBySide>
    </Panel>
  )
}

function ExceptionFields() {
  const t = useTexts(officeTexts)
  const { longDay } = useDates()
  const { fields, append, remove } = useFieldArray<TypedPoint, 'exceptions'>({ name: 'exceptions' })
  const typed = useWatch<TypedPoint, 'exceptions'>({ name: 'exceptions' })
  const dayOf = (index: number): string | undefined => readDay(typed[index]?.date ?? '')
  const nameOf = (index: number): string => {
    const day = dayOf(index)
    return day === undefined ? t('exceptionDay') : longDay(day)
  }
  return (
    <Panel aria-labelledby="exceptions">
      <Heading variant="h2" id="exceptions" mb="xs">
        {t('exceptionsHeading')}
      </Heading>
      <Paragraph mb="s">{t('exceptionsHelp')}</Paragraph>
      {fields.map((field, index) => (
        <fieldset key={field.id} style={{ border: 0, padding: 0, margin: '0 0 20px' }}>
          <legend style={{ fontWeight: 600, padding: 0, marginBottom: 8 }}>{nameOf(index)}</legend>
          <SideBySide>
            <DayField name={`exceptions.${String(index)}.date`} label={t('exceptionDay')} />
            <TextField name={`exceptions.${String(index)}.hours`} label={t('exceptionHours')} />
            <TextField name={`exceptions.${String(index)}.reason`} label={t('exceptionReason')} />
            <Button
              variant="secondary"
              mb="m"
              aria-label={t('removeOne', { what: nameOf(index) })}
              onClick={() => {
                remove(index)
              }}
            >
              {t('remove')}
            </Button>
          </SideBySide>
        </fieldset>
      ))}
      <Button
        variant="secondary"
        id="add-exception"
        onClick={() => {
          append({ date: '', hours: '', reason: '' })
        }}
      >
        {t('addException')}
      </Button>
    </Panel>
  )
}
