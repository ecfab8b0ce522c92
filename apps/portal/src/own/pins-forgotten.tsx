import {
  requestUnlockTicket,
  orderOwnNewCode,
  viewLetterAddress,
  type CardView,
} from '@sotevarmenne/api/cards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { ActionButton } from '../layout/action-button.tsx'
import styled from 'styled-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { addressLine } from '../forms/address-line.ts'
import { Done } from '../layout/responses.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { CardRelay } from '../reader/card-relay.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'
import { commonTexts } from '../texts/common.ts'
import { keepOwnCard, ownCardsKey } from './own-cards.ts'

/** The remedies for a locked or forgotten PIN that the card allows now. */
export function PinsForgotten({ card }: { card: CardView }) {
  const t = useTexts(ownTexts)
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

function Unlock({ card }: { card: CardView }) {
  const t = useTexts(ownTexts)
  const [isUnlocked, setIsUnlocked] = useState(false)
  return (
    <>
      <Paragraph mt="xs">{t('unlockHelp')}</Paragraph>
      {isUnlocked ? <Done title={t('unlocked')} help={t('unlockedHelp')} /> : null}
      <CardRelay
        label={t('unlock')}
        variant="secondary"
        requestTicket={() => {
          setIsUnlocked(false)
          return callApi(requestUnlockTicket, { cardId: card.cardId })
        }}
        onOver={({ ok }) => {
          setIsUnlocked(ok)
          void queryClient.invalidateQueries({ queryKey: ownCardsKey })
        }}
      />
    </>
  )
}

function OrderNewCode({ card, onOrdered }: { card: CardView; onOrdered: (day: string) => void }) {
  const t = useTexts(ownTexts)
  const common = useTexts(commonTexts)
  const { day } = useDates()
  const [requested, setRequested] = useState<ResponseOf<typeof viewLetterAddress>>()
  const { run, runOnConfirm, isActing, shown } = useAction()
  const address = requested?.address

  const requestAddress = (): Promise<void> =>
    run(() => callApi(viewLetterAddress, {}), setRequested)

  const order = (): Promise<() => void> =>
    runOnConfirm(
      () =>
        callApi(orderOwnNewCode, {
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
        <ActionButton
          variant="secondary"
          onClick={() => void requestAddress()}
          isActing={isActing}
          acting={common('loading')}
        >
          {t('newCode')}
        </ActionButton>
      </Actions>
      <ConfirmStep
        isOpen={requested !== undefined}
        title={t('newCodeConfirmHeading')}
        text={requested === undefined ? '' : t('newCodeConfirm', { day: day(requested.leaves) })}
        yes={t('newCodeYes')}
        onYes={order}
        onClose={() => {
          setRequested(undefined)
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
  margin: 24px 0 32px;
`
