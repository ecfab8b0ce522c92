import type { ProblemDetails } from '@sotevarmenne/api/problem'
import {
  cancelTestCard,
  listTestCards,
  maxRevokedAtOnce,
  revokeManyTestCards,
  revokeTestCard,
  testCardState,
  testRevocation,
  type TestCardView,
  type TestRevocation,
} from '@sotevarmenne/api/test-cards'
import { ok } from '@sotevarmenne/kernel/result'
import { useState } from 'react'
import { Button, Heading } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { useReason } from '../forms/use-reason.tsx'
import { BulkOutcome, useBulkAct } from '../layout/bulk-act.tsx'
import { ChooseButtons, ChooseRow, useChosenRows } from '../layout/chosen-rows.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Done, ProblemShown } from '../layout/responses.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { commonTexts } from '../texts/common.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { useMayAct } from './may-act.ts'
import { testCardTexts } from './test-card-texts.ts'

/** Of the cached pages, and of the saved file. */
export const testCardListName = 'test-cards'

const tones = {
  'in-production': 'waiting',
  ready: 'waiting',
  fetched: 'good',
  lapsed: 'neutral',
  posted: 'good',
  activated: 'good',
  revoked: 'bad',
  'not-produced': 'neutral',
} as const

/** Tells cards of the same person apart. */
function useDescription(): (card: TestCardView) => string {
  const t = useTexts(testCardTexts)
  return ({ kind, holder, cardNumber }) =>
    `${t(`kind.${kind}`)}: ${holder}${cardNumber === undefined ? '' : `, ${cardNumber}`}`
}

/** The organisation's test cards: search, revocation one by one and of many. */
export function TestCardList({ organisationId }: { organisationId: string }) {
  const t = useTexts(testCardTexts)
  const common = useTexts(commonTexts)
  const describe = useDescription()
  const { day, time } = useDates()
  const { state, choose } = useStateFilter(testCardState.options)
  const [ending, setEnding] = useState<Ending>()
  const mayAct = useMayAct()
  const choosing = useChosenRows<TestCardView>(({ testCardId }) => testCardId)
  const reload = () => void queryClient.invalidateQueries({ queryKey: [testCardListName] })
  const bulk = useBulkAct<TestCardView>(reload)
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('listHeading')}
      </Heading>
      <BulkOutcome bulk={bulk} />
      <DeskList
        name={testCardListName}
        shown={[organisationId, state].join(' ')}
        searchLabel={t('search')}
        narrowing={
          <StateFilter
            state={state}
            choices={testCardState.options.map((value) => ({ value, label: t(`state.${value}`) }))}
            onChoose={choose}
          />
        }
        request={(page, signal) =>
          callApi(listTestCards, { organisationId, state, ...page }, signal)
        }
        entriesOf={({ cards }) => cards}
        none={t('none')}
        above={(shown) => (
          <RevokeMany
            organisationId={organisationId}
            shown={shown.filter(({ may }) => may.includes('revoke') && mayAct('apply'))}
            {...{ choosing, bulk }}
          />
        )}
        row={(card) => (
          <Row
            key={card.testCardId}
            link={`${t(`kind.${card.kind}`)}: ${card.holder}`}
            facts={[
              ...(card.cardNumber === undefined
                ? []
                : [t('cardNumberOf', { number: card.cardNumber })]),
              ...(card.chipSerial === undefined ? [] : [t('chipOf', { number: card.chipSerial })]),
              t(`form.${card.form}`),
              ...(card.keys === undefined ? [] : [t(`keys.${card.keys}`)]),
              t(card.form === 'plastic' ? 'cardOrderedAt' : 'producedAt', {
                at: time(card.orderedAt),
              }),
              t('validTo', { day: day(card.validTo) }),
              ...(card.because === undefined ? [] : [t(`reason.${card.because}`)]),
            ].join(' · ')}
            state={
              <>
                <Chip $tone={tones[card.state]}>{t(`state.${card.state}`)}</Chip>
                {card.may.includes('revoke') && mayAct('apply') ? (
                  <ChooseRow
                    name={describe(card)}
                    isChosen={choosing.isChosen(card)}
                    onTick={(isTicked) => {
                      choosing.tick(card, isTicked)
                    }}
                  />
                ) : null}
                {card.may.map((end) => (
                  <Button
                    key={end}
                    variant="secondary"
                    aria-label={t(`${end}Of`, { holder: describe(card) })}
                    onClick={() => {
                      setEnding({ card, end })
                    }}
                  >
                    {t(end)}
                  </Button>
                ))}
              </>
            }
          />
        )}
        columns={[
          [common('list.kind'), ({ kind }) => t(`kind.${kind}`)],
          [t('person'), ({ holder }) => holder],
          [common('list.cardNumber'), ({ cardNumber }) => cardNumber ?? ''],
          [t('chip'), ({ chipSerial }) => chipSerial ?? ''],
          [t('keys'), ({ keys }) => (keys === undefined ? '' : t(`keys.${keys}`))],
          [common('list.state'), (card) => t(`state.${card.state}`)],
          [common('list.day'), ({ orderedAt }) => time(orderedAt)],
          [t('lastDay'), ({ validTo }) => day(validTo)],
        ]}
      />
      <EndStep
        ending={ending}
        onClose={() => {
          setEnding(undefined)
        }}
        onEnded={reload}
      />
    </>
  )
}

/** The revocation of the chosen cards, each of which the confirmation names. */
function RevokeMany({
  organisationId,
  shown,
  choosing: { chosen, choose },
  bulk: { start, clear },
}: {
  organisationId: string
  shown: readonly TestCardView[]
  choosing: Pick<ReturnType<typeof useChosenRows<TestCardView>>, 'chosen' | 'choose'>
  bulk: Pick<ReturnType<typeof useBulkAct<TestCardView>>, 'start' | 'clear'>
}) {
  const t = useTexts(testCardTexts)
  const describe = useDescription()
  const reason = useRevocationReason()
  const cards = [...chosen.values()]
  const revoke = (because: TestRevocation): void => {
    start(cards, {
      partSize: maxRevokedAtOnce,
      send: async (part) => {
        const response = await callApi(revokeManyTestCards, {
          ...{ organisationId, because, testCardIds: part.map(({ testCardId }) => testCardId) },
        })
        if (!response.ok) return response
        return ok({
          ...response.value,
          refused: response.value.refused.map(({ testCardId: id, holder, kind }) => {
            const card = chosen.get(id)
            return { id, kind, name: card === undefined ? holder : describe(card) }
          }),
        })
      },
    })
    choose([])
  }
  return (
    <ChooseButtons
      shown={shown.length}
      isChoosing={cards.length > 0}
      onShown={() => {
        clear()
        choose(shown)
      }}
      onNone={() => {
        choose([])
      }}
    >
      {cards.length === 0 ? null : (
        <ConfirmButton
          id="revoke-many"
          label={t('revokeMany', { count: cards.length })}
          title={t('revokeManyConfirm', { count: cards.length })}
          text={t('revokeHelp')}
          onYes={() => {
            const because = reason.chosen()
            return Promise.resolve(() => {
              revoke(because)
            })
          }}
          check={reason.check}
          onClose={reason.clear}
        >
          <ul>
            {cards.map((card) => (
              <li key={card.testCardId}>{describe(card)}</li>
            ))}
          </ul>
          {reason.input}
        </ConfirmButton>
      )}
    </ChooseButtons>
  )
}

function useRevocationReason() {
  const t = useTexts(testCardTexts)
  return useReason({
    name: 'because',
    label: t('reason'),
    options: testRevocation.options,
    textOf: (one) => t(`reason.${one}`),
    missing: t('reasonMissing'),
  })
}

/** A card and the operation on it. */
type Ending = { readonly card: TestCardView; readonly end: TestCardView['may'][number] }

function EndStep({
  ending,
  onClose,
  onEnded,
}: {
  ending: Ending | undefined
  onClose: () => void
  onEnded: () => void
}) {
  const t = useTexts(testCardTexts)
  const describe = useDescription()
  const { card, end = 'revoke' } = ending ?? {}
  const reason = useRevocationReason()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [done, setDone] = useState<Ending>()
  return (
    <>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {done === undefined ? null : (
        <Done
          key={done.card.testCardId}
          title={t(`${done.end}Done`)}
          help={t(`${done.end}DoneHelp`)}
        />
      )}
      <ConfirmStep
        isOpen={ending !== undefined}
        title={t(`${end}Confirm`)}
        text={`${card === undefined ? '' : `${describe(card)}. `}${t(`${end}Help`)}`}
        yes={t(end)}
        onYes={async () => {
          const testCardId = card?.testCardId ?? ''
          const response = await (end === 'revoke'
            ? callApi(revokeTestCard, { testCardId, because: reason.chosen() })
            : callApi(cancelTestCard, { testCardId }))
          return () => {
            setProblem(response.ok ? undefined : response.refusal)
            setDone(response.ok ? ending : undefined)
            onEnded()
          }
        }}
        check={end === 'revoke' ? reason.check : undefined}
        onClose={() => {
          onClose()
          reason.clear()
        }}
      >
        {end === 'revoke' ? reason.input : null}
      </ConfirmStep>
    </>
  )
}
