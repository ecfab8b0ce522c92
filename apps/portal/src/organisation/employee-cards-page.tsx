import { zodResolver } from '@hookform/resolvers/zod'
import { stateShown } from '@sotevarmenne/api/cards'
import {
  employeeCardFilter,
  listEmployeeCards,
  prepareRenewals,
  previewRenewals,
  viewCardTasks,
  type EmployeeCardView,
} from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useState, type ReactNode } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { CardStateChip } from '../cards/card-facts.tsx'
import { useCardPrice } from '../fees/card-price.ts'
import { ChoiceField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ActionButton } from '../layout/action-button.tsx'
import { ChooseButtons, ChooseRow, useChosenRows, type ChosenRows } from '../layout/chosen-rows.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Done } from '../layout/responses.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { commonTexts } from '../texts/common.ts'
import { useDates } from '../texts/dates.ts'
import { useMoney } from '../texts/money.ts'
import { usePageLanguage } from '../texts/language.ts'
import type { Language } from '../texts/text.ts'
import { useTexts } from '../texts/index.ts'
import { wordTexts } from '../texts/words.ts'
import { employeeCardTexts } from './employee-card-texts.ts'
import { useMayAct } from './may-act.ts'
import { BackToAccount } from './of-account.tsx'
import { preparedOrderTexts } from './prepared-order-texts.ts'

/** As many as one request takes. */
const maxChosen = 100

type Chosen = ChosenRows<EmployeeCardView>

/** Who has a card of the organisation, until when, and orders of new ones. */
export function EmployeeCardsPage() {
  const t = useTexts(employeeCardTexts)
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const prepared = useTexts(preparedOrderTexts)
  const language = usePageLanguage()
  const { day } = useDates()
  const { organisationId = '' } = useParams()
  const { state, choose } = useStateFilter(employeeCardFilter.options)
  const mayAct = useMayAct()
  const choosing = useChosenRows<EmployeeCardView>(({ cardId }) => cardId)
  const { data } = useApiQuery(['card-tasks', organisationId], viewCardTasks, { organisationId })
  const tasks = data?.ok === true ? data.value : undefined
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      {tasks === undefined || tasks.endingCards === 0 || state === 'ending' ? null : (
        <InlineAlert
          status="warning"
          labelText={t('endingCount', { count: tasks.endingCards })}
          mb="m"
        >
          <Paragraph mb="s">{t('endingHelp')}</Paragraph>
          <Button
            variant="secondary"
            onClick={() => {
              choose('ending')
            }}
          >
            {t('showEnding')}
          </Button>
        </InlineAlert>
      )}
      <DeskList
        name="employee-cards"
        shown={[organisationId, state].join(' ')}
        narrowing={
          <StateFilter
            state={state}
            onChoose={choose}
            choices={employeeCardFilter.options.map((value) => ({
              value,
              label: value === 'ending' ? t('ending') : words(`cardState.${value}`),
            }))}
          />
        }
        request={(page, signal) =>
          callApi(listEmployeeCards, { organisationId, filter: state, ...page }, signal)
        }
        entriesOf={({ cards }) => cards}
        none={t('none')}
        above={(shown) =>
          tasks === undefined || !mayAct('apply') ? null : (
            <Renewal
              organisationId={organisationId}
              isStaff={tasks.product === 'staff-card'}
              shown={shown.filter(isRenewable)}
              chosen={choosing.chosen}
              onChosen={choosing.choose}
            />
          )
        }
        row={(card) => (
          <Row
            key={card.cardId}
            link={nameOf(card)}
            facts={[
              titleOf(card, language),
              ...(card.unit === undefined ? [] : [card.unit]),
              t('validUntil', { day: day(card.validTo) }),
              ...(card.cardNumber === undefined ? [] : [card.cardNumber]),
            ].join(' · ')}
            state={
              <>
                <CardStateChip card={card} />
                {isRenewable(card) && mayAct('apply') ? (
                  <ChooseRow
                    name={nameOf(card)}
                    isChosen={choosing.isChosen(card)}
                    onTick={(isTicked) => {
                      choosing.tick(card, isTicked)
                    }}
                  />
                ) : null}
                {card.state === 'cancelled' || !mayAct('apply') ? null : (
                  <PageLink
                    to={`organisation/${organisationId}/employment-ends/new?card=${card.cardId}`}
                    label={t('endWhose', { name: nameOf(card) })}
                  >
                    {t('end')}
                  </PageLink>
                )}
              </>
            }
          />
        )}
        columns={[
          [common('list.name'), nameOf],
          [prepared('title'), (card) => titleOf(card, language)],
          [t('unit'), ({ unit }) => unit ?? ''],
          [common('list.cardNumber'), ({ cardNumber }) => cardNumber ?? ''],
          [t('validTo'), ({ validTo }) => day(validTo)],
          [t('state'), (card) => words(`cardState.${stateShown(card)}`)],
        ]}
      />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}

/** As the employer gives it: usually in one language. */
const titleOf = ({ title }: EmployeeCardView, language: Language): string =>
  title[language] === '' ? title.fi : title[language]

const nameOf = ({ givenNames, surname }: EmployeeCardView): string => `${surname} ${givenNames}`

const isRenewable = ({ state }: EmployeeCardView): boolean =>
  state === 'handedOver' || state === 'inUse'

/** Orders of new cards for the holders of those that are chosen. */
function Renewal({
  organisationId,
  isStaff,
  shown,
  chosen,
  onChosen,
}: {
  organisationId: string
  isStaff: boolean
  shown: readonly EmployeeCardView[]
  chosen: Chosen
  onChosen: (cards: readonly EmployeeCardView[]) => void
}) {
  // Another outcome is another element, which takes the focus again.
  const [outcome, setOutcome] = useState<{ readonly nr: number; readonly shown: Prepared }>()
  return (
    <>
      {outcome === undefined ? null : (
        <Outcome key={outcome.nr} organisationId={organisationId} {...outcome.shown} />
      )}
      <ChooseButtons
        shown={shown.length}
        isChoosing={chosen.size > 0}
        onShown={() => {
          onChosen(shown)
        }}
        onNone={() => {
          onChosen([])
        }}
      />
      {chosen.size === 0 ? null : (
        <RenewalForm
          organisationId={organisationId}
          isStaff={isStaff}
          chosen={chosen}
          onPrepared={(response) => {
            setOutcome({ nr: (outcome?.nr ?? 0) + 1, shown: { response, of: chosen } })
            onChosen([])
            void queryClient.invalidateQueries({ queryKey: ['prepared-orders'] })
          }}
        />
      )}
    </>
  )
}

type Prepared = { readonly response: ResponseOf<typeof prepareRenewals>; readonly of: Chosen }

function RenewalForm({
  organisationId,
  isStaff,
  chosen,
  onPrepared,
}: {
  organisationId: string
  isStaff: boolean
  chosen: Chosen
  onPrepared: (response: ResponseOf<typeof prepareRenewals>) => void
}) {
  const t = useTexts(employeeCardTexts)
  const prepared = useTexts(preparedOrderTexts)
  const { run, isActing, shown } = useAction()
  const [plan, setPlan] = useState<Plan>()
  const ofStaff = <Typed extends z.ZodType>(typed: Typed) => (isStaff ? typed : typed.optional())
  const error = prepared('givenByMissing')
  const typed = z.object({
    logsIn: ofStaff(z.enum(['yes', 'no'], { error: prepared('logsInMissing') })),
    givenBy: ofStaff(z.string().trim().min(1, { error }).max(100, { error })),
  })
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: isStaff ? { givenBy: '' } : {},
    shouldFocusError: false,
  })
  const preview = form.handleSubmit(({ logsIn, givenBy }) => {
    const input: RenewalInput = {
      ...{ organisationId, cardIds: [...chosen.keys()] },
      ...(logsIn !== undefined &&
        givenBy !== undefined && {
          declaration: { logsInToPatientSystems: logsIn === 'yes', givenBy },
        }),
    }
    return run(
      () => callApi(previewRenewals, input),
      (shownPlan) => {
        setPlan({ input, shown: shownPlan })
      },
    )
  })
  return (
    <Panel aria-labelledby="renewal" style={{ margin: '16px 0' }}>
      <Heading variant="h2" id="renewal" mb="s">
        {t('chosen', { count: chosen.size })}
      </Heading>
      <Paragraph mb="s">{t('renewHelp')}</Paragraph>
      {chosen.size > maxChosen ? (
        <InlineAlert status="error">{t('tooMany')}</InlineAlert>
      ) : plan !== undefined && isOf(plan, chosen) ? (
        <RenewalPlan
          plan={plan}
          of={chosen}
          isActing={isActing}
          problem={shown}
          onYes={() => void run(() => callApi(prepareRenewals, plan.input), onPrepared)}
          onNo={() => {
            setPlan(undefined)
          }}
        />
      ) : (
        <FormProvider {...form}>
          <form noValidate onSubmit={(event) => void preview(event)}>
            <FormErrors />
            {isStaff ? (
              <>
                <Paragraph mb="s">{prepared('logsInHelp')}</Paragraph>
                <ChoiceField
                  name="logsIn"
                  label={t('logsIn')}
                  choices={[
                    { value: 'yes', label: prepared('yes') },
                    { value: 'no', label: prepared('no') },
                  ]}
                />
                <TextField name="givenBy" label={prepared('givenBy')} />
              </>
            ) : null}
            {shown}
            <SubmitButton isActing={isActing}>{t('renewPreview')}</SubmitButton>
          </form>
        </FormProvider>
      )}
    </Panel>
  )
}

type RenewalInput = Parameters<typeof callApi<typeof prepareRenewals>>[1]

/** What is about to be prepared, as it was previewed. */
type Plan = {
  readonly input: RenewalInput
  readonly shown: ResponseOf<typeof previewRenewals>
}

/** Another choice of cards is previewed again. */
const isOf = ({ input }: Plan, chosen: Chosen): boolean =>
  input.cardIds.length === chosen.size && input.cardIds.every((cardId) => chosen.has(cardId))

/** How many orders will be prepared and what they cost, for whom not, and the decision. */
function RenewalPlan({
  plan: {
    shown: { count, price, areDrafts, refused, reasons },
  },
  of,
  isActing,
  problem,
  onYes,
  onNo,
}: {
  plan: Plan
  of: Chosen
  isActing: boolean
  problem: ReactNode
  onYes: () => void
  onNo: () => void
}) {
  const common = useTexts(commonTexts)
  const t = useTexts(employeeCardTexts)
  const prepared = useTexts(preparedOrderTexts)
  const priceShown = useCardPrice()
  const money = useMoney()
  const sum = price.kind === 'priced' ? price.amount.cents * count : 0
  return (
    <>
      <Done
        stays
        title={t('renewalPlan', { count, sum: money(sum) })}
        help={
          count === 0
            ? ''
            : `${priceShown(price)}. ${prepared(areDrafts ? 'readyDraftHelp' : 'readyHelp')}`
        }
        {...(count === 0 && { status: 'error' as const })}
      />
      <NotPrepared heading={t('notToBePrepared')} {...{ refused, reasons, of }} />
      {problem}
      <Actions>
        {count === 0 ? null : (
          <ActionButton id="renewal-yes" isActing={isActing} onClick={onYes}>
            {t('renew')}
          </ActionButton>
        )}
        <Button variant="secondary" onClick={onNo}>
          {common('back')}
        </Button>
      </Actions>
    </>
  )
}

/** For whose cards nothing is prepared, each with its reason. */
function NotPrepared({
  heading,
  refused,
  reasons,
  of,
}: Pick<ResponseOf<typeof prepareRenewals>, 'refused' | 'reasons'> & {
  heading: string
  of: Chosen
}) {
  const language = usePageLanguage()
  if (refused.length === 0) return null
  return (
    <>
      <Paragraph>{heading}</Paragraph>
      <ul>
        {refused.map(({ cardId, kind }) => {
          const card = of.get(cardId)
          const reason = reasons.find((each) => each.kind === kind)?.title[language] ?? kind
          return <li key={cardId}>{`${card ? nameOf(card) : ''}: ${reason}`}</li>
        })}
      </ul>
    </>
  )
}

/** What was prepared, and whose was not, each with its reason. */
function Outcome({
  organisationId,
  response: { prepared: count, areDrafts, refused, reasons },
  of,
}: Prepared & { organisationId: string }) {
  const href = useHref()
  const t = useTexts(employeeCardTexts)
  const prepared = useTexts(preparedOrderTexts)
  return (
    <>
      <Done
        stays
        title={t('renewed', { count })}
        help={count === 0 ? '' : prepared(areDrafts ? 'doneDraft' : 'doneHelp')}
        {...(count === 0 && { status: 'error' as const })}
      />
      <NotPrepared heading={t('refused')} {...{ refused, reasons, of }} />
      {count === 0 ? null : (
        <Actions>
          <MainLink to={href(`organisation/${organisationId}/prepared-orders`)}>
            {prepared('backToList')}
          </MainLink>
        </Actions>
      )}
    </>
  )
}
