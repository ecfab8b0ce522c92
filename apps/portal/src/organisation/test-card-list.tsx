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
import { Button, Checkbox, Dropdown, DropdownItem, Heading } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { BulkOutcome, useBulkAct } from '../layout/bulk-act.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Done, ProblemShown } from '../layout/responses.tsx'
import { Row } from '../layout/row-list.tsx'
import { StateFilter, useStateFilter } from '../layout/state-filter.tsx'
import { Actions } from '../layout/surface.tsx'
import { commonTexts } from '../texts/common.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
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

type Chosen = ReadonlyMap<string, TestCardView>

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
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const tick = (card: TestCardView, isTicked: boolean): void => {
    const next = new Map(chosen)
    if (isTicked) next.set(card.testCardId, card)
    else next.delete(card.testCardId)
    setChosen(next)
  }
  return (
    <>
      <Heading variant="h2" mt="l" mb="s">
        {t('listHeading')}
      </Heading>
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
        above={(shown, onChanged) => (
          <RevokeMany
            organisationId={organisationId}
            shown={shown.filter(({ may }) => may.includes('revoke'))}
            chosen={chosen}
            onChosen={setChosen}
            onChanged={onChanged}
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
                {card.may.includes('revoke') ? (
                  <Checkbox
                    checked={chosen.has(card.testCardId)}
                    aria-label={t('chooseOf', { card: describe(card) })}
                    onClick={({ checkboxState }) => {
                      tick(card, checkboxState)
                    }}
                  >
                    {t('choose')}
                  </Checkbox>
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
        onEnded={() => void queryClient.invalidateQueries({ queryKey: [testCardListName] })}
      />
    </>
  )
}

/** The revocation of the chosen cards, each of which the confirmation names. */
function RevokeMany({
  organisationId,
  shown,
  chosen,
  onChosen,
  onChanged,
}: {
  organisationId: string
  shown: readonly TestCardView[]
  chosen: Chosen
  onChosen: (chosen: Chosen) => void
  onChanged: () => void
}) {
  const t = useTexts(testCardTexts)
  const describe = useDescription()
  const [because, setBecause] = useState<TestRevocation>('card-lost')
  const { act, start, goOn, clear } = useBulkAct<TestCardView>({
    partSize: maxRevokedAtOnce,
    onChanged,
  })
  const cards = [...chosen.values()]
  const revoke = (): void => {
    start(cards, async (part) => {
      const response = await callApi(revokeManyTestCards, {
        ...{ organisationId, because, testCardIds: part.map(({ testCardId }) => testCardId) },
      })
      if (!response.ok) return response
      return ok({
        ...response.value,
        refused: response.value.refused.map(({ testCardId: id, holder, kind }) => ({
          ...{ id, kind, name: nameOf(chosen.get(id), describe) ?? holder },
        })),
      })
    })
    onChosen(new Map())
  }
  return (
    <>
      {act === undefined ? null : <BulkOutcome act={act} onGoOn={goOn} />}
      {shown.length === 0 ? null : (
        <Actions style={{ marginBottom: 16 }}>
          <Button
            variant="secondary"
            onClick={() => {
              clear()
              onChosen(new Map(shown.map((card) => [card.testCardId, card])))
            }}
          >
            {t('chooseShown', { count: shown.length })}
          </Button>
          {cards.length === 0 ? null : (
            <>
              <Button
                variant="secondary"
                onClick={() => {
                  onChosen(new Map())
                }}
              >
                {t('chooseNone')}
              </Button>
              <ConfirmButton
                id="revoke-many"
                label={t('revokeMany', { count: cards.length })}
                title={t('revokeManyConfirm', { count: cards.length })}
                text={t('revokeHelp')}
                onYes={() => Promise.resolve(revoke)}
              >
                <ul>
                  {cards.map((card) => (
                    <li key={card.testCardId}>{describe(card)}</li>
                  ))}
                </ul>
                <Reason because={because} onChoose={setBecause} />
              </ConfirmButton>
            </>
          )}
        </Actions>
      )}
    </>
  )
}

const nameOf = (
  card: TestCardView | undefined,
  describe: (card: TestCardView) => string,
): string | undefined => card && describe(card)

function Reason({
  because,
  onChoose,
}: {
  because: TestRevocation
  onChoose: (because: TestRevocation) => void
}) {
  const t = useTexts(testCardTexts)
  return (
    <Dropdown
      id="because"
      mt="s"
      labelText={t('reason')}
      value={because}
      onChange={(chosen) => {
        onChoose(testRevocation.options.find((one) => one === chosen) ?? because)
      }}
    >
      {testRevocation.options.map((one) => (
        <DropdownItem key={one} value={one}>
          {t(`reason.${one}`)}
        </DropdownItem>
      ))}
    </Dropdown>
  )
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
  const [because, setBecause] = useState<TestRevocation>('card-lost')
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
            ? callApi(revokeTestCard, { testCardId, because })
            : callApi(cancelTestCard, { testCardId }))
          return () => {
            setProblem(response.ok ? undefined : response.refusal)
            setDone(response.ok ? ending : undefined)
            onEnded()
          }
        }}
        onClose={onClose}
      >
        {end === 'revoke' ? <Reason because={because} onChoose={setBecause} /> : null}
      </ConfirmStep>
    </>
  )
}
