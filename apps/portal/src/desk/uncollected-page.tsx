import {
  destroyUncollected,
  listUncollected,
  remindOfCard,
  returnUncollected,
  type UncollectedCard,
} from '@sotevarmenne/api/uncollected'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button, Dropdown, DropdownItem, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

const shows = ['waiting', 'to-destroy'] as const
type Show = (typeof shows)[number]

/** Cards of the registration point that nobody has fetched: reminded of, returned, destroyed by two. */
export function UncollectedPage() {
  const t = useTexts('uncollected')
  const [query, setQuery] = useSearchParams()
  const show = shows.find((one) => one === query.get('show')) ?? 'waiting'
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('help')}</Paragraph>
      <Dropdown
        labelText={t('show')}
        value={show}
        onChange={(chosen) => {
          setQuery({ show: chosen }, { replace: true })
        }}
        mb="m"
      >
        {shows.map((value) => (
          <DropdownItem key={value} value={value}>
            {t(`show.${value}`)}
          </DropdownItem>
        ))}
      </Dropdown>
      <UncollectedList show={show} isAtDesk />
    </>
  )
}

/** Those that came back to the office. */
export function ReturnedCardsPage() {
  const t = useTexts('uncollected')
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('helpOffice')}</Paragraph>
      <UncollectedList show="to-destroy" isAtDesk={false} />
    </>
  )
}

function UncollectedList({ show, isAtDesk }: { show: Show; isAtDesk: boolean }) {
  const t = useTexts('uncollected')
  const pages = useInfiniteQuery({
    queryKey: ['uncollected', show],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listUncollected, { show, cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <RowList
      pages={pages}
      empty={t('none')}
      rowsOf={({ cards }) =>
        cards.map((one) => (
          <UncollectedRow
            key={one.card.cardId}
            one={one}
            isAtDesk={isAtDesk}
            onChanged={() => void pages.refetch()}
          />
        ))
      }
    />
  )
}

function UncollectedRow({
  one: { card, state, waitedDays, reminders, lastRemindedAt, lastRemindedBy, canBeMailed, may },
  isAtDesk,
  onChanged,
}: {
  one: UncollectedCard
  isAtDesk: boolean
  onChanged: () => void
}) {
  const t = useTexts('uncollected')
  const words = useTexts('words')
  const { time } = useDates()
  const name = `${card.holder.surname} ${card.holder.givenNames}`
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
        ...(card.closed === undefined ? [] : [words(`closingReason.${card.closed.reason}`)]),
        t('days', { count: waitedDays }),
        ...(state === 'waiting' ? [reminded] : []),
        ...(state === 'waiting' && !canBeMailed ? [t('noAddress')] : []),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={state === 'destroyed' ? 'good' : 'waiting'}>{t(`state.${state}`)}</Chip>{' '}
          {may
            .flatMap((deed) => actsOf[deed](canBeMailed))
            .map((what) => (
              <Act
                key={what}
                what={what}
                name={name}
                cardId={card.cardId}
                closes={state === 'waiting' && (what === 'return' || what === 'destroy')}
                onDone={onChanged}
              />
            ))}
        </>
      }
    />
  )
}

/** Whom no mail reaches is called or written to, which is noted. */
const actsOf = {
  remind: (canBeMailed: boolean) =>
    canBeMailed ? (['remind'] as const) : (['notePhone', 'noteLetter'] as const),
  return: () => ['return'] as const,
  destroy: () => ['destroy'] as const,
}

const asked = {
  remind: (cardId: string) => ask(remindOfCard, { cardId, means: 'mail' }),
  notePhone: (cardId: string) => ask(remindOfCard, { cardId, means: 'phone' }),
  noteLetter: (cardId: string) => ask(remindOfCard, { cardId, means: 'letter' }),
  return: (cardId: string) => ask(returnUncollected, { cardId }),
  destroy: (cardId: string) => ask(destroyUncollected, { cardId }),
}

function Act({
  what,
  name,
  cardId,
  closes,
  onDone,
}: {
  what: keyof typeof asked
  name: string
  cardId: string
  /** The card is closed by it, for good. */
  closes: boolean
  onDone: () => void
}) {
  const t = useTexts('uncollected')
  const [isOpen, setIsOpen] = useState(false)
  const { act, actOnYes, isActing, shown } = useAct()
  const askIt = () => asked[what](cardId)

  return (
    <>
      <Button
        variant="secondary"
        disabled={isActing}
        aria-label={`${t(what)}: ${name}`}
        onClick={() => {
          if (closes) setIsOpen(true)
          else void act(askIt, onDone)
        }}
      >
        {t(what)}
      </Button>{' '}
      {shown}
      {closes ? (
        <ConfirmStep
          isOpen={isOpen}
          title={`${t(what)}: ${name}`}
          text={t('closesForGood')}
          yes={t(what)}
          onYes={() => actOnYes(askIt, onDone)}
          onClose={() => {
            setIsOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
