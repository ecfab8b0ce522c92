import {
  cancelAppointment,
  fetchCalendarFile,
  moveAppointment,
  viewAppointment,
  type AppointmentView,
} from '@sotevarmenne/api/appointments'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { addressLine } from '../forms/address-line.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { SlotChoice } from '../points/slot-choice.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { errorTexts } from '../forms/error-texts.ts'
import { useMoney } from '../texts/money.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { usePointServices } from '../points/point-services.ts'

type Outcome = 'booked' | 'moved' | 'cancelled'

/** An appointment by its link: the secret behind the `#` opens it, and stays in this browser. */
export function AppointmentPage() {
  const t = useTexts(pointTexts)
  const { hash, state } = useLocation() as { hash: string; state: { isNew?: boolean } | null }
  const secret = hash.slice(1)
  const query = useApiQuery(
    ['appointment', secret],
    viewAppointment,
    { secret },
    { enabled: secret !== '' },
  )
  if (secret === '')
    return (
      <>
        <PageTitle>{t('noSecret')}</PageTitle>
        <Paragraph mb="s">{t('noSecretHelp')}</Paragraph>
        <PageLink to="points">{t('toPoints')}</PageLink>
      </>
    )
  const back = (
    <Actions>
      <PageLink to="points">{t('toPoints')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('appointmentHeading')} back={back} />
  return (
    <>
      <PageTitle>{t('appointmentHeading')}</PageTitle>
      <TheAppointment
        appointment={query.data.value}
        secret={secret}
        isNew={state?.isNew === true}
      />
      {back}
    </>
  )
}

function TheAppointment({
  appointment,
  secret,
  isNew,
}: {
  appointment: AppointmentView
  secret: string
  isNew: boolean
}) {
  const t = useTexts(pointTexts)
  const language = usePageLanguage()
  const [outcome, setOutcome] = useState<Outcome | undefined>(isNew ? 'booked' : undefined)
  const { run, runOnConfirm, clear, shown } = useAction()

  const keep = (changed: AppointmentView, how: Outcome): void => {
    queryClient.setQueryData(['appointment', secret], ok(changed))
    void queryClient.invalidateQueries({ queryKey: ['free-slots'] })
    clear()
    setOutcome(how)
  }

  const save = (): Promise<void> =>
    run(
      () => callApi(fetchCalendarFile, { secret, language }),
      ({ fileName, content }) => {
        saveAs(fileName, content)
      },
    )

  return (
    <>
      {outcome === undefined ? null : <Notified key={outcome} outcome={outcome} />}
      {shown}
      <AppointmentFacts appointment={appointment} />
      <Actions>
        <Button onClick={() => void save()}>{t('calendar')}</Button>
        {appointment.mayChange ? (
          <ConfirmButton
            label={t('cancel')}
            title={t('cancelTitle')}
            text={t('cancelText')}
            onYes={() =>
              runOnConfirm(
                () => callApi(cancelAppointment, { secret }),
                (cancelled) => {
                  keep(cancelled, 'cancelled')
                },
              )
            }
          />
        ) : null}
      </Actions>
      {appointment.mayChange ? (
        <Move
          appointment={appointment}
          secret={secret}
          onMoved={(moved) => {
            keep(moved, 'moved')
          }}
        />
      ) : null}
    </>
  )
}

function Notified({ outcome }: { outcome: Outcome }) {
  const t = useTexts(pointTexts)
  if (outcome === 'booked') return <Done title={t('bookedTitle')} help={t('bookedHelp')} />
  return outcome === 'moved' ? (
    <Done title={t('moved')} help={t('movedHelp')} />
  ) : (
    <Done title={t('cancelled')} help={t('cancelledHelp')} />
  )
}

function AppointmentFacts({ appointment }: { appointment: AppointmentView }) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const { comesFor } = usePointServices()
  const { longTime } = useDates()
  const money = useMoney()
  const { point, contact } = appointment
  return (
    <Facts
      facts={[
        [t('time'), longTime(appointment.startsAt)],
        [t('state'), words(`visitState.${appointment.state}`)],
        [
          t('point'),
          <PageLink key="to" to={`points/${point.pointId}`}>
            {point.name}
          </PageLink>,
        ],
        [t('address'), addressLine(point.address)],
        [t('directions'), point.directions],
        [t('phone'), point.phone],
        [t('whatFor'), appointment.services.map(comesFor).join(', ')],
        [t('feeShort'), appointment.feeCents === 0 ? t('free') : money(appointment.feeCents)],
        [t('name'), contact.name],
        [t('email'), contact.email],
        [t('phoneOf'), contact.phone],
      ]}
    />
  )
}

function Move({
  appointment,
  secret,
  onMoved,
}: {
  appointment: AppointmentView
  secret: string
  onMoved: (moved: AppointmentView) => void
}) {
  const t = useTexts(pointTexts)
  const errors = useTexts(errorTexts)
  const [chosen, setChosen] = useState<string>()
  const [isTried, setIsTried] = useState(false)
  const { run, shown } = useAction()

  async function move(): Promise<void> {
    setIsTried(true)
    if (chosen === undefined) return
    await run(
      () => callApi(moveAppointment, { secret, startsAt: chosen }),
      (moved) => {
        setChosen(undefined)
        setIsTried(false)
        onMoved(moved)
      },
    )
  }

  return (
    <Panel aria-labelledby="move">
      <Heading variant="h2" id="move" mb="s">
        {t('move')}
      </Heading>
      <SlotChoice
        pointId={appointment.point.pointId}
        chosen={chosen}
        onChoose={setChosen}
        error={isTried && chosen === undefined ? errors('error.slot') : undefined}
      />
      {shown}
      <Actions>
        <Button onClick={() => void move()}>{t('moveHere')}</Button>
      </Actions>
    </Panel>
  )
}
