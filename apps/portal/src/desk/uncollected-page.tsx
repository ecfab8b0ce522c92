import {
  destroyUncollected,
  listUncollected,
  remindOfCard,
  returnUncollected,
  type UncollectedCardView,
} from '@sotevarmenne/api/uncollected'
import { useState, type ReactNode } from 'react'
import { Button, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Chip } from '../cards/card-facts.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useShow } from '../layout/use-show.tsx'
import { DeskList } from '../layout/desk-list.tsx'
import { Row } from '../layout/row-list.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'
import { deskTexts } from './texts.ts'
import { uncollectedTexts } from './uncollected-texts.ts'
import { wordTexts } from '../texts/words.ts'

const shows = ['waiting', 'to-destroy'] as const
type Show = (typeof shows)[number]

/** Uncollected cards of the registration point: reminded of, returned, destroyed under dual control. */
export function UncollectedPage() {
  const t = useTexts(uncollectedTexts)
  const { show, choice } = useShow(shows, 'waiting', {
    label: t('show'),
    textOf: (one) => t(`show.${one}`),
  })
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <UncollectedList show={show} isAtDesk narrowing={choice} />
    </>
  )
}

/** Uncollected cards that came back to the office. */
export function ReturnedCardsPage() {
  const t = useTexts(uncollectedTexts)
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('helpOffice')}</Paragraph>
      <UncollectedList show="to-destroy" isAtDesk={false} />
    </>
  )
}

function UncollectedList({
  show,
  isAtDesk,
  narrowing,
}: {
  show: Show
  isAtDesk: boolean
  narrowing?: ReactNode
}) {
  const t = useTexts(uncollectedTexts)
  const desk = useTexts(deskTexts)
  const words = useTexts(wordTexts)
  const common = useTexts(commonTexts)
  const { time } = useDates()
  return (
    <DeskList
      name="uncollected"
      shown={show}
      narrowing={narrowing}
      firstOrder="oldest"
      request={(page, signal) => callApi(listUncollected, { show, ...page }, signal)}
      entriesOf={({ cards }) => cards}
      none={t('none')}
      row={(one, onChanged) => (
        <UncollectedRow key={one.card.cardId} one={one} isAtDesk={isAtDesk} onChanged={onChanged} />
      )}
      columns={[
        [common('list.name'), ({ card }) => nameOf(card)],
        [desk('product'), ({ card }) => words(`cardProduct.${card.product}`)],
        [common('list.cardNumber'), ({ card }) => card.cardNumber ?? ''],
        [t('producedAt'), ({ producedAt }) => time(producedAt)],
        [
          t('lastReminded'),
          ({ lastRemindedAt }) => (lastRemindedAt === undefined ? '' : time(lastRemindedAt)),
        ],
        [desk('state'), ({ state }) => t(`state.${state}`)],
      ]}
    />
  )
}

const nameOf = ({ holder }: UncollectedCardView['card']): string =>
  `${holder.surname} ${holder.givenNames}`

function UncollectedRow({
  one: { card, state, waitedDays, reminders, lastRemindedAt, lastRemindedBy, canBeMailed, may },
  isAtDesk,
  onChanged,
}: {
  one: UncollectedCardView
  isAtDesk: boolean
  onChanged: () => void
}) {
  const t = useTexts(uncollectedTexts)
  const words = useTexts(wordTexts)
  const { time } = useDates()
  const name = nameOf(card)
  const reminded =
    lastRemindedAt === undefined
      ? t('notReminded')
      : t('reminded', {
          time: time(lastRemindedAt),
          times: reminders,
          means: t(`by.${lastRemindedBy ?? 'mail'}`),
        })
  return (
    <Row
      link={isAtDesk ? <PageLink to={`desk/cards/${card.cardId}`}>{name}</PageLink> : name}
      facts={[
        words(`cardProduct.${card.product}`),
        ...(card.cancelled === undefined
          ? []
          : [words(`cancellationReason.${card.cancelled.reason}`)]),
        t(waitedDays === 1 ? 'oneDay' : 'days', { count: waitedDays }),
        ...(state === 'waiting' ? [reminded] : []),
        ...(state === 'waiting' && !canBeMailed ? [t('noAddress')] : []),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={state === 'destroyed' ? 'good' : 'waiting'}>{t(`state.${state}`)}</Chip>{' '}
          {may
            .flatMap((operation) => actionsOf[operation](canBeMailed))
            .map((what) => (
              <Action
                key={what}
                what={what}
                name={name}
                cardId={card.cardId}
                cancels={state === 'waiting' && (what === 'return' || what === 'destroy')}
                onDone={onChanged}
              />
            ))}
        </>
      }
    />
  )
}

/** A holder without a mail address is called or written to, which is noted. */
const actionsOf = {
  remind: (canBeMailed: boolean) =>
    canBeMailed ? (['remind'] as const) : (['notePhone', 'noteLetter'] as const),
  return: () => ['return'] as const,
  destroy: () => ['destroy'] as const,
}

const requested = {
  remind: (cardId: string) => callApi(remindOfCard, { cardId, means: 'mail' }),
  notePhone: (cardId: string) => callApi(remindOfCard, { cardId, means: 'phone' }),
  noteLetter: (cardId: string) => callApi(remindOfCard, { cardId, means: 'letter' }),
  return: (cardId: string) => callApi(returnUncollected, { cardId }),
  destroy: (cardId: string) => callApi(destroyUncollected, { cardId }),
}

function Action({
  what,
  name,
  cardId,
  cancels,
  onDone,
}: {
  what: keyof typeof requested
  name: string
  cardId: string
  /** The operation cancels the card for good. */
  cancels: boolean
  onDone: () => void
}) {
  const t = useTexts(uncollectedTexts)
  const [isOpen, setIsOpen] = useState(false)
  const { run, runOnConfirm, isActing, shown } = useAction()
  const requestIt = () => requested[what](cardId)

  return (
    <>
      <Button
        variant="secondary"
        disabled={isActing}
        aria-label={`${t(what)}: ${name}`}
        onClick={() => {
          if (cancels) setIsOpen(true)
          else void run(requestIt, onDone)
        }}
      >
        {t(what)}
      </Button>{' '}
      {shown}
      {cancels ? (
        <ConfirmStep
          isOpen={isOpen}
          title={`${t(what)}: ${name}`}
          text={t('cancelsForGood')}
          yes={t(what)}
          onYes={() => runOnConfirm(requestIt, onDone)}
          onClose={() => {
            setIsOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
