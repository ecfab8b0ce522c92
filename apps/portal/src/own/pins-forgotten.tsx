import {
  askUnlockTicket,
  orderOwnNewCode,
  viewLetterAddress,
  type Card,
} from '@sotevarmenne/api/cards'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask, queryClient } from '../api/ask.ts'
import { addressLine } from '../forms/address.tsx'
import { Done } from '../layout/answers.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { SpareNearby } from '../points/spare-nearby.tsx'
import { CardRelay } from '../reader/card-relay.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { keepOwnCard, ownCardsKey } from './own-cards.ts'

/** The ways back for a holder whose PIN is locked or forgotten, as far as the card allows them now. */
export function PinsForgotten({ card }: { card: Card }) {
  const t = useTexts('own')
  const [orderedFor, setOrderedFor] = useState<string>()
  const { day } = useDates()
  const mayUnlock = card.may.includes('unlock')
  const mayOrder = card.may.includes('order-new-code')
  if (!mayUnlock && !mayOrder && orderedFor === undefined) return null
  return (
    <Part aria-labelledby={`pins-${card.cardId}`}>
      <Heading variant="h3" smallScreen id={`pins-${card.cardId}`}>
        {t('pinsHeading')}
      </Heading>
      <Paragraph mt="xs">
        <SpareNearby />
      </Paragraph>
      {mayUnlock ? <Unlock card={card} /> : null}
      {mayOrder ? <OrderNewCode card={card} onOrdered={setOrderedFor} /> : null}
      {orderedFor === undefined ? null : (
        <Done
          title={t('newCodeOrdered')}
          help={t('newCodeOrderedHelp', { day: day(orderedFor) })}
        />
      )}
    </Part>
  )
}

function Unlock({ card }: { card: Card }) {
  const t = useTexts('own')
  const [isUnlocked, setIsUnlocked] = useState(false)
  return (
    <>
      <Paragraph mt="xs">{t('unlockHelp')}</Paragraph>
      {isUnlocked ? <Done title={t('unlocked')} help={t('unlockedHelp')} /> : null}
      <CardRelay
        label={t('unlock')}
        variant="secondary"
        askTicket={() => {
          setIsUnlocked(false)
          return ask(askUnlockTicket, { cardId: card.cardId })
        }}
        onOver={({ ok }) => {
          setIsUnlocked(ok)
          void queryClient.invalidateQueries({ queryKey: ownCardsKey })
        }}
      />
    </>
  )
}

function OrderNewCode({ card, onOrdered }: { card: Card; onOrdered: (day: string) => void }) {
  const t = useTexts('own')
  const common = useTexts('common')
  const { day } = useDates()
  const [asked, setAsked] = useState<AnswerOf<typeof viewLetterAddress>>()
  const { act, actOnYes, isActing, shown } = useAct()
  const address = asked?.address

  const askAddress = (): Promise<void> => act(() => ask(viewLetterAddress, {}), setAsked)

  const order = (): Promise<() => void> =>
    actOnYes(
      () =>
        ask(orderOwnNewCode, {
          cardId: card.cardId,
          ...(address === undefined ? {} : { address }),
        }),
      (ordered) => {
        keepOwnCard(ordered)
        onOrdered(ordered.letter?.plannedFor ?? '')
      },
    )

  return (
    <>
      <Paragraph mt="m">{t('newCodeHelp')}</Paragraph>
      {shown}
      <Actions>
        <Button
          variant="secondary"
          onClick={() => void askAddress()}
          {...(isActing ? { loading: true, ariaLoadingText: common('loading') } : {})}
        >
          {t('newCode')}
        </Button>
      </Actions>
      <ConfirmStep
        isOpen={asked !== undefined}
        title={t('newCodeConfirmHeading')}
        text={asked === undefined ? '' : t('newCodeConfirm', { day: day(asked.leaves) })}
        yes={t('newCodeYes')}
        onYes={order}
        onClose={() => {
          setAsked(undefined)
        }}
      >
        {address === undefined ? (
          <Paragraph mt="s">{t('letterToPoint')}</Paragraph>
        ) : (
          <>
            <Paragraph mt="s">{t('letterGoesTo')}</Paragraph>
            <Paragraph mt="xs">
              <strong>{addressLine(address)}</strong>
            </Paragraph>
            <Paragraph mt="xs">{t('letterAddressWrong')}</Paragraph>
          </>
        )}
      </ConfirmStep>
    </>
  )
}

const Part = styled.section`
  margin-bottom: 32px;
`
