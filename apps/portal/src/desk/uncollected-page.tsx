import {
  destroyUncollected,
  listUncollected,
  remindOfCard,
  returnUncollected,
  type UncollectedCard,
} from '@sotevarmenne/api/uncollected'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button, Dropdown, DropdownItem, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
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
  one: { card, state, waitedDays, reminders, lastRemindedAt, may },
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
  return (
    <Row
      link={isAtDesk ? <PageLink to={`desk/cards/${card.cardId}`}>{name}</PageLink> : name}
      facts={[
        words(`cardProduct.${card.product}`),
        t('days', { count: waitedDays }),
        lastRemindedAt === undefined
          ? t('notReminded')
          : t('reminded', { time: time(lastRemindedAt), times: reminders }),
      ].join(' · ')}
      state={
        <>
          <Chip $tone={state === 'destroyed' ? 'good' : 'waiting'}>{t(`state.${state}`)}</Chip>{' '}
          {may.map((deed) => (
            <Act
              key={deed}
              deed={deed}
              name={name}
              cardId={card.cardId}
              closes={state === 'waiting' && deed !== 'remind'}
              onDone={onChanged}
            />
          ))}
        </>
      }
    />
  )
}

const contractOf = {
  remind: remindOfCard,
  return: returnUncollected,
  destroy: destroyUncollected,
} as const

function Act({
  deed,
  name,
  cardId,
  closes,
  onDone,
}: {
  deed: UncollectedCard['may'][number]
  name: string
  cardId: string
  /** The card is closed by it, for good. */
  closes: boolean
  onDone: () => void
}) {
  const t = useTexts('uncollected')
  const [isOpen, setIsOpen] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function act(): Promise<() => void> {
    setProblem(undefined)
    const answer = await ask(contractOf[deed], { cardId })
    return () => {
      if (answer.ok) onDone()
      else setProblem(answer.refusal)
    }
  }

  async function actAtOnce(): Promise<void> {
    setIsAsking(true)
    setIsUnreachable(false)
    try {
      const showOutcome = await act()
      showOutcome()
    } catch {
      setIsUnreachable(true)
    }
    setIsAsking(false)
  }

  return (
    <>
      <Button
        variant="secondary"
        disabled={isAsking}
        aria-label={`${t(deed)}: ${name}`}
        onClick={() => {
          if (closes) setIsOpen(true)
          else void actAtOnce()
        }}
      >
        {t(deed)}
      </Button>{' '}
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {isUnreachable ? <Unreachable onRetry={() => void actAtOnce()} /> : null}
      {closes ? (
        <ConfirmStep
          isOpen={isOpen}
          title={`${t(deed)}: ${name}`}
          text={t('closesForGood')}
          yes={t(deed)}
          onYes={act}
          onClose={() => {
            setIsOpen(false)
          }}
        />
      ) : null}
    </>
  )
}
