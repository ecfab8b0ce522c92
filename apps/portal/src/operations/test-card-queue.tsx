import { decideTestCardOrder, listTestCardQueue } from '@sotevarmenne/api/test-cards'
import { useState } from 'react'
import { Button, Heading, Paragraph, TextInput } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done } from '../layout/responses.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { testCardTexts } from '../organisation/test-card-texts.ts'

const queryKey = ['test-card-queue'] as const
type Decision = 'accept' | 'refuse'

/** Orders of test cards that wait for a case officer. */
export function TestCardQueue() {
  const t = useTexts(testCardTexts)
  const { time } = useDates()
  const [decided, setDecided] = useState<{ orderId: string; decision: Decision }>()
  const pages = usePages(queryKey, listTestCardQueue, {})
  return (
    <>
      <Heading variant="h2" mt="l" mb="xs">
        {t('queueHeading')}
      </Heading>
      <Paragraph mb="s">{t('queueLead')}</Paragraph>
      {decided === undefined ? null : (
        <Done
          key={decided.orderId}
          title={t(`decided.${decided.decision}`)}
          help={t(`decidedHelp.${decided.decision}`)}
        />
      )}
      <RowList
        pages={pages}
        empty={t('noOrders')}
        rowsOf={({ orders }) =>
          orders.map((order) => {
            const name = `${order.organisation.name}: ${order.cards
              .map((one) =>
                [
                  `${String(one.count)} × ${t(`kind.${one.kind}`)}`,
                  ...(one.keys === undefined ? [] : [t(`keys.${one.keys}`)]),
                  one.holder,
                ].join(', '),
              )
              .join('; ')}`
            return (
              <Row
                key={order.orderId}
                link={name}
                facts={t('orderedAt', { at: time(order.orderedAt) })}
                state={
                  order.may.includes('decide') ? (
                    <DecideOrder orderId={order.orderId} name={name} onDecided={setDecided} />
                  ) : (
                    <Chip $tone="waiting">{t('order.requested')}</Chip>
                  )
                }
              />
            )
          })
        }
      />
    </>
  )
}

/** One of several: for screen readers, each field and button names its order. */
function DecideOrder({
  orderId,
  name,
  onDecided,
}: {
  orderId: string
  name: string
  onDecided: (decided: { orderId: string; decision: Decision }) => void
}) {
  const t = useTexts(testCardTexts)
  const { run, isActing, shown } = useAction()
  const [because, setBecause] = useState('')
  const decide = (decision: Decision): void => {
    void run(
      () =>
        callApi(decideTestCardOrder, {
          ...{ orderId, decision },
          ...(because.trim() === '' ? {} : { because }),
        }),
      async () => {
        onDecided({ orderId, decision })
        await queryClient.invalidateQueries({ queryKey })
      },
    )
  }
  return (
    <>
      {shown}
      <TextInput
        id={`because-${orderId}`}
        labelText={t('because')}
        aria-label={`${t('because')}: ${name}`}
        value={because}
        onChange={(value) => {
          setBecause(String(value ?? ''))
        }}
        autoComplete="off"
        fullWidth
      />
      <Actions>
        <Button
          disabled={isActing}
          aria-label={`${t('accept')}: ${name}`}
          onClick={() => {
            decide('accept')
          }}
        >
          {t('accept')}
        </Button>
        <Button
          variant="secondary"
          disabled={isActing}
          aria-label={`${t('refuse')}: ${name}`}
          onClick={() => {
            decide('refuse')
          }}
        >
          {t('refuse')}
        </Button>
      </Actions>
    </>
  )
}
