import {
  callNext,
  cancelAlike,
  exportVisitFees,
  takeVisitStep,
  takeWalkIn,
  type Alike,
  viewDay,
  type VisitView,
  type VisitStep,
} from '@sotevarmenne/api/appointments'
import { requestOf } from '@sotevarmenne/api/request'
import { language } from '@sotevarmenne/api/values'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate, useSearchParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, type ApiResult } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { ConfirmField, SelectField, TextField } from '../forms/fields.tsx'
import { typed } from '../forms/typed.ts'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { Done, Loaded, UnreachablePage } from '../layout/responses.tsx'
import { FileLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, Rows } from '../layout/row-list.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { ServicesField, tickedServices } from '../points/services-field.tsx'
import { monthText, readDay, useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from '../points/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { deskTexts } from './texts.ts'
import { useMoney } from '../texts/money.ts'
import { ChooseDay } from './choose-day.tsx'
import { useVisitorAtDesk } from './visitor.ts'
import { usePointServices } from '../points/point-services.ts'

/** The desk's day: who is served, who is next, who is to come; appointments and walk-ins together. */
export function DayPage() {
  const t = useTexts(pointTexts)
  const { longDay } = useDates()
  const [search] = useSearchParams()
  const date = readDay(search.get('date') ?? '')
  const query = useApiQuery(['day-of-visits', date], viewDay, { date })
  const { run, runOnConfirm, shown: refusal } = useAction()
  const [cancelled, setCancelled] = useState<number>()

  /**
   * After every operation, successful or not, the list is fetched again: another registrar may have been
   * quicker.
   */
  const step = (requested: () => Promise<ApiResult<object>>): Promise<void> =>
    run(
      async () => {
        const response = await requested()
        await query.refetch()
        return response
      },
      () => undefined,
    )

  if (query.isLoadingError) return <UnreachablePage onRetry={() => void query.refetch()} />
  return (
    <>
      <PageTitle>{t('dayHeading')}</PageTitle>
      {refusal}
      {cancelled === undefined ? null : (
        <Done title={t('cancelledAlikeTitle')} help={t('cancelledAlike', { count: cancelled })} />
      )}
      <Loaded query={query}>
        {(shown) => (
          <>
            <ChooseDay day={shown} />
            <Heading variant="h2" mt="m" mb="s">
              {longDay(shown.date)}
            </Heading>
            {shown.date === shown.today ? (
              <Next
                next={shown.visits.find(({ visitId }) => visitId === shown.nextVisitId)}
                onCall={() => void step(() => callApi(callNext, {}))}
                onRefresh={() => void query.refetch()}
              />
            ) : null}
            <Visits
              visits={shown.visits}
              onStep={(visitId, taken) =>
                void step(() => callApi(takeVisitStep, { visitId, step: taken }))
              }
              onCancelAlike={(visitId, by) => {
                setCancelled(undefined)
                return runOnConfirm(
                  () => callApi(cancelAlike, { visitId, by }),
                  async (done) => {
                    setCancelled(done.cancelled)
                    await query.refetch()
                  },
                )
              }}
            />
            {shown.date === shown.today ? <WalkIn onTaken={() => void query.refetch()} /> : null}
            <MonthsFees month={shown.date.slice(0, 7)} />
          </>
        )}
      </Loaded>
    </>
  )
}

/** By which the operator of the point collects the fees from its visitors. */
function MonthsFees({ month }: { month: string }) {
  const t = useTexts(pointTexts)
  return (
    <Panel aria-labelledby="months-fees">
      <Heading variant="h2" id="months-fees" mb="s">
        {t('monthsFees', { month: monthText(month) })}
      </Heading>
      <Paragraph mb="s">{t('monthsFeesHelp')}</Paragraph>
      <FileLink href={requestOf(exportVisitFees, { month }).url} download={`${month}.csv`}>
        {t('monthsFeesTake')}
      </FileLink>
    </Panel>
  )
}

function Next({
  next,
  onCall,
  onRefresh,
}: {
  next: VisitView | undefined
  onCall: () => void
  onRefresh: () => void
}) {
  const t = useTexts(pointTexts)
  return (
    <>
      <Paragraph aria-live="polite">
        {next === undefined
          ? t('nobodyNext')
          : t('nextIs', { name: next.contact?.name ?? t('forgotten') })}
      </Paragraph>
      <Actions>
        <Button id="call-next" disabled={next === undefined} onClick={onCall}>
          {t('callNext')}
        </Button>
        <Button variant="secondary" onClick={onRefresh}>
          {t('refresh')}
        </Button>
      </Actions>
    </>
  )
}

type Steps = {
  onStep: (visitId: string, step: VisitStep) => void
  onCancelAlike: (visitId: string, by: Alike) => Promise<() => void>
}

function Visits({ visits, ...steps }: Steps & { visits: readonly VisitView[] }) {
  const t = useTexts(pointTexts)
  if (visits.length === 0) return <Paragraph mt="m">{t('noVisits')}</Paragraph>
  const isServed = ({ state }: VisitView) => state === 'called'
  const served = visits.filter(isServed)
  const others = visits.filter((visit) => !isServed(visit))
  const rows = (shown: readonly VisitView[]) => (
    <Rows>
      {shown.map((visit) => (
        <VisitRow key={visit.visitId} visit={visit} {...steps} />
      ))}
    </Rows>
  )
  return (
    <>
      {served.length === 0 ? null : (
        <>
          <Heading variant="h3" mt="m" mb="s">
            {t('serving')}
          </Heading>
          {rows(served)}
        </>
      )}
      {others.length === 0 ? null : (
        <>
          <Heading variant="h3" mt="m" mb="s">
            {t('others')}
          </Heading>
          {rows(others)}
        </>
      )}
    </>
  )
}

function VisitRow({ visit, onStep, onCancelAlike }: Steps & { visit: VisitView }) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const { nameOf } = usePointServices()
  const { clock } = useDates()
  const money = useMoney()
  const name = visit.contact?.name ?? t('forgotten')
  const payers = visit.correctedPayers ?? (visit.payer ? [visit.payer] : [])
  return (
    <Row
      link={<strong>{`${clock(visit.startsAt)} ${name}`}</strong>}
      facts={[
        words(`visitState.${visit.state}`),
        ...(visit.confirmBy === undefined
          ? []
          : [t('unconfirmed', { time: clock(visit.confirmBy) })]),
        ...(visit.isWalkIn ? [t('walkIn')] : []),
        visit.services.map(nameOf).join(', '),
        visit.feeCents === 0 ? t('free') : money(visit.feeCents),
        ...payers.map(({ name }) => t('paidBy', { name })),
        ...(visit.payer && visit.correctedPayers
          ? [t('payerCorrected', { name: visit.payer.name })]
          : []),
        words(`language.${visit.language}`),
        ...(visit.contact?.phone === undefined ? [] : [visit.contact.phone]),
      ].join(' · ')}
      state={
        <Actions style={{ marginTop: 0 }}>
          {visit.state === 'called' ? <ToVisitor visit={visit} /> : null}
          {visit.hasReceipt === true ? (
            <PageLink
              to={`desk/visits/${visit.visitId}/receipt`}
              label={t('stepOf', { step: t('receipt'), name })}
            >
              {t('receipt')}
            </PageLink>
          ) : null}
          {visit.steps.filter(endsHere(visit)).map((step) => (
            <Button
              key={step}
              variant="secondary"
              aria-label={t('stepOf', { step: t(`step.${step}`), name })}
              onClick={() => {
                onStep(visit.visitId, step)
              }}
            >
              {t(`step.${step}`)}
            </Button>
          ))}
          {visit.cancelAlike?.map((by) => (
            <ConfirmButton
              key={by}
              label={t(`cancelAlike.${by}`)}
              ariaLabel={t('stepOf', { step: t(`cancelAlike.${by}`), name })}
              title={t('cancelAlikeTitle')}
              text={t(`cancelAlikeText.${by}`)}
              yes={t(`cancelAlike.${by}`)}
              onYes={() => onCancelAlike(visit.visitId, by)}
            />
          ))}
        </Actions>
      }
    />
  )
}

/** A visit with a fee is ended on the visitor's page, where the payer is chosen. */
const endsHere =
  ({ feeCents }: VisitView) =>
  (step: VisitStep): boolean =>
    step !== 'serve' || feeCents === 0

/** The visitor's page searches for the name of the visit: nothing is typed twice. */
function ToVisitor({ visit }: { visit: VisitView }) {
  const t = useTexts(deskTexts)
  const href = useHref()
  const navigate = useNavigate()
  const [, setAtDesk] = useVisitorAtDesk()
  return (
    <Button
      id="to-visitor"
      onClick={() => {
        setAtDesk({ visit })
        void navigate(href('desk'))
      }}
    >
      {t('toVisitor')}
    </Button>
  )
}

const typedWalkIn = z.object({
  name: typed(takeWalkIn.input.shape.name, 'name'),
  services: tickedServices,
  isOwnStaff: z.boolean(),
  language,
})

function WalkIn({ onTaken }: { onTaken: () => void }) {
  const t = useTexts(pointTexts)
  const words = useTexts(wordTexts)
  const pageLanguage = usePageLanguage()
  const [isTaken, setIsTaken] = useState(false)
  const { offered } = usePointServices()
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedWalkIn>, unknown, z.output<typeof typedWalkIn>>({
    resolver: zodResolver(typedWalkIn),
    defaultValues: {
      name: '',
      services: Object.fromEntries(offered.map((service) => [service, service === 'registering'])),
      isOwnStaff: false,
      language: pageLanguage,
    },
    shouldFocusError: false,
  })

  function take(typed: z.output<typeof typedWalkIn>): Promise<void> {
    setIsTaken(false)
    return run(
      () =>
        callApi(takeWalkIn, {
          ...typed,
          services: offered.filter((service) => typed.services[service] === true),
        }),
      () => {
        form.reset()
        setIsTaken(true)
        onTaken()
      },
    )
  }

  return (
    <Panel aria-labelledby="walk-in">
      <Heading variant="h2" id="walk-in" mb="s">
        {t('takeWalkIn')}
      </Heading>
      {isTaken ? <Done title={t('taken')} help={t('takenHelp')} /> : null}
      <Form form={form} onSubmit={take}>
        <TextField name="name" label={t('name')} hint={t('nameHint')} />
        <ServicesField label={t('service')} services={offered} />
        <SelectField
          name="language"
          label={t('visitLanguage')}
          choices={language.options.map((value) => ({
            value,
            label: words(`language.${value}`),
          }))}
        />
        <ConfirmField name="isOwnStaff" label={t('isStaffOfPointOperator')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('takeIn')}</SubmitButton>
        </Actions>
      </Form>
    </Panel>
  )
}
