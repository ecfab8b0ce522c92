import {
  cancelBooking,
  fetchCalendarFile,
  moveBooking,
  viewBooking,
  type Booking,
} from '@sotevarmenne/api/visits'
import { ok } from '@sotevarmenne/kernel/result'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { addressLine } from '../forms/address.tsx'
import { Done, Fetching, ProblemShown, UnreachablePage } from '../layout/answers.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { SlotChoice } from '../points/slot-choice.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { saveAs } from '../trail/save-as.ts'

type Outcome = 'booked' | 'moved' | 'cancelled'

/** A booking by its link: what stands behind the `#` opens it, and stays in this browser. */
export function BookingPage() {
  const t = useTexts('points')
  const { hash, state } = useLocation() as { hash: string; state: { isNew?: boolean } | null }
  const secret = hash.slice(1)
  const { data, isLoadingError, refetch } = useQuery({
    queryKey: ['booking', secret],
    enabled: secret !== '',
    queryFn: ({ signal }) => ask(viewBooking, { secret }, signal),
  })
  if (secret === '')
    return (
      <>
        <PageTitle>{t('noSecret')}</PageTitle>
        <Paragraph mb="s">{t('noSecretHelp')}</Paragraph>
        <PageLink to="points">{t('toPoints')}</PageLink>
      </>
    )
  if (isLoadingError) return <UnreachablePage onRetry={() => void refetch()} />
  if (data === undefined) return <Fetching />
  return (
    <>
      <PageTitle>{t('bookingHeading')}</PageTitle>
      {data.ok ? (
        <TheBooking booking={data.value} secret={secret} isNew={state?.isNew === true} />
      ) : (
        <ProblemShown problem={data.refusal} />
      )}
      <Actions>
        <PageLink to="points">{t('toPoints')}</PageLink>
      </Actions>
    </>
  )
}

function TheBooking({
  booking,
  secret,
  isNew,
}: {
  booking: Booking
  secret: string
  isNew: boolean
}) {
  const t = useTexts('points')
  const language = usePageLanguage()
  const [outcome, setOutcome] = useState<Outcome | undefined>(isNew ? 'booked' : undefined)
  const { act, actOnYes, clear, shown } = useAct()

  const keep = (changed: Booking, how: Outcome): void => {
    queryClient.setQueryData(['booking', secret], ok(changed))
    void queryClient.invalidateQueries({ queryKey: ['free-slots'] })
    clear()
    setOutcome(how)
  }

  const save = (): Promise<void> =>
    act(
      () => ask(fetchCalendarFile, { secret, language }),
      ({ fileName, content }) => {
        saveAs(fileName, content)
      },
    )

  return (
    <>
      {outcome === undefined ? null : <Told key={outcome} outcome={outcome} />}
      {shown}
      <BookingFacts booking={booking} />
      <Actions>
        <Button onClick={() => void save()}>{t('calendar')}</Button>
        {booking.mayChange ? (
          <ConfirmButton
            label={t('cancel')}
            title={t('cancelTitle')}
            text={t('cancelText')}
            onYes={() =>
              actOnYes(
                () => ask(cancelBooking, { secret }),
                (cancelled) => {
                  keep(cancelled, 'cancelled')
                },
              )
            }
          />
        ) : null}
      </Actions>
      {booking.mayChange ? (
        <Move
          booking={booking}
          secret={secret}
          onMoved={(moved) => {
            keep(moved, 'moved')
          }}
        />
      ) : null}
    </>
  )
}

function Told({ outcome }: { outcome: Outcome }) {
  const t = useTexts('points')
  if (outcome === 'booked') return <Done title={t('bookedTitle')} help={t('bookedHelp')} />
  return outcome === 'moved' ? (
    <Done title={t('moved')} help={t('movedHelp')} />
  ) : (
    <Done title={t('cancelled')} help={t('cancelledHelp')} />
  )
}

function BookingFacts({ booking }: { booking: Booking }) {
  const t = useTexts('points')
  const words = useTexts('words')
  const { longTime } = useDates()
  const money = useMoney()
  const { point, contact } = booking
  return (
    <Facts
      facts={[
        [t('time'), longTime(booking.startsAt)],
        [t('state'), words(`visitState.${booking.state}`)],
        [
          t('point'),
          <PageLink key="to" to={`points/${point.pointId}`}>
            {point.name}
          </PageLink>,
        ],
        [t('address'), addressLine(point.address)],
        [t('directions'), point.directions],
        [t('phone'), point.phone],
        [t('service'), booking.services.map((one) => words(`pointService.${one}`)).join(', ')],
        [t('feeShort'), booking.feeCents === 0 ? t('free') : money(booking.feeCents)],
        [t('name'), contact.name],
        [t('email'), contact.email],
        [t('phoneOf'), contact.phone],
      ]}
    />
  )
}

function Move({
  booking,
  secret,
  onMoved,
}: {
  booking: Booking
  secret: string
  onMoved: (moved: Booking) => void
}) {
  const t = useTexts('points')
  const desk = useTexts('desk')
  const [chosen, setChosen] = useState<string>()
  const [isTried, setIsTried] = useState(false)
  const { act, shown } = useAct()

  async function move(): Promise<void> {
    setIsTried(true)
    if (chosen === undefined) return
    await act(
      () => ask(moveBooking, { secret, startsAt: chosen }),
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
        pointId={booking.point.pointId}
        chosen={chosen}
        onChoose={setChosen}
        error={isTried && chosen === undefined ? desk('error.slot') : undefined}
      />
      {shown}
      <Actions>
        <Button onClick={() => void move()}>{t('moveHere')}</Button>
      </Actions>
    </Panel>
  )
}
