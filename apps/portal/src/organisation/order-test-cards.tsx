import { zodResolver } from '@hookform/resolvers/zod'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import {
  listTestCardOrders,
  orderTestCards,
  maxTestCards,
  type PlasticTestCardKind,
  type TestCardKeys,
  type viewTestPeople,
  plasticKind,
  testCardKeys,
} from '@sotevarmenne/api/test-cards'
import { useState } from 'react'
import { FormProvider, useFieldArray, useForm, useWatch } from 'react-hook-form'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { useServicePrice } from '../fees/service-price.tsx'
import { AddressFields, emptyAddress, typedAddress } from '../forms/address.tsx'
import { SelectField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions, Panel, SideBySide } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { personChoices } from './test-people.ts'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { testCardTexts } from './test-card-texts.ts'

/** Test cards on plastic: ordered here, decided by a case officer, posted to the vendor. */
export function OrderPlastic({
  organisationId,
  people,
  price,
  keys,
}: ResponseOf<typeof viewTestPeople> & { organisationId: string }) {
  const t = useTexts(testCardTexts)
  const language = usePageLanguage()
  const priceShown = useServicePrice()
  const { run, isActing, shown } = useAction()
  const [isOrdered, setIsOrdered] = useState(false)
  // One order, however often it is sent.
  const [orderId, setOrderId] = useState(() => crypto.randomUUID())
  const max = String(maxTestCards)
  const typed = z.object({
    cards: z
      .array(
        z.object({
          kind: plasticKind,
          personKey: z.string(),
          keys: testCardKeys.optional(),
          count: z
            .string()
            .trim()
            .refine((text) => /^[1-9]\d?$/.test(text) && Number(text) <= maxTestCards, {
              error: t('countWrong', { max }),
            })
            .transform(Number),
        }),
      )
      .refine((cards) => cards.reduce((sum, { count }) => sum + count, 0) <= maxTestCards, {
        error: t('tooMany', { max }),
        path: [0, 'count'],
      }),
    careOf: z
      .string()
      .trim()
      .min(1, { error: t('missing', { what: t('careOf') }) })
      .max(100, { error: t('tooLong', { what: t('careOf'), max: '100' }) }),
    ...typedAddress.shape,
  })
  const form = useForm<z.input<typeof typed>, unknown, z.output<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: {
      ...{ cards: [aCard({ people, keys })], careOf: '', ...emptyAddress },
    },
    shouldFocusError: false,
  })
  const send = ({ careOf, cards, street, postalCode, postOffice }: z.output<typeof typed>) =>
    run(
      () =>
        callApi(orderTestCards, {
          ...{ organisationId, orderId, careOf, language, cards },
          address: { street, postalCode, postOffice },
        }),
      () => {
        setIsOrdered(true)
        setOrderId(crypto.randomUUID())
        form.reset()
        void queryClient.invalidateQueries({ queryKey: ['test-card-orders', organisationId] })
      },
    )

  return (
    <Panel aria-labelledby="order-plastic">
      <Heading variant="h2" id="order-plastic" mb="xs">
        {t('plasticHeading')}
      </Heading>
      <Paragraph mb="s">{t('plasticHelp', { max })}</Paragraph>
      {isOrdered ? <InlineAlert mb="m">{t('ordered')}</InlineAlert> : null}
      <FormProvider {...form}>
        <form
          noValidate
          onSubmit={(event) => {
            setIsOrdered(false)
            void form.handleSubmit(send)(event)
          }}
        >
          <FormErrors />
          <OrderedCards {...{ people, keys }} />
          <TextField name="careOf" label={t('careOf')} hint={t('careOfHint')} />
          <SideBySide>
            <AddressFields />
          </SideBySide>
          <Paragraph mb="m">
            <strong>{t('priceEach', { price: priceShown(price) })}</strong> {t('priceHelp')}
          </Paragraph>
          {shown}
          <Actions>
            <SubmitButton id="order" isActing={isActing}>
              {t('order')}
            </SubmitButton>
          </Actions>
        </form>
      </FormProvider>
      <Orders organisationId={organisationId} />
    </Panel>
  )
}

type Offered = Pick<ResponseOf<typeof viewTestPeople>, 'people' | 'keys'>

const aCard = ({ people, keys }: Offered): TypedCard => ({
  ...{ kind: 'professional', personKey: people[0]?.personKey ?? '', keys: keys[0], count: '1' },
})

type TypedCard = {
  kind: PlasticTestCardKind
  personKey: string
  keys: TestCardKeys | undefined
  count: string
}

/** Any number of kinds and people. */
function OrderedCards(offered: Offered) {
  const { people, keys } = offered
  const t = useTexts(testCardTexts)
  const language = usePageLanguage()
  const { fields, append, remove } = useFieldArray<{ cards: TypedCard[] }, 'cards'>({
    name: 'cards',
  })
  const typed = useWatch<{ cards: TypedCard[] }, 'cards'>({ name: 'cards' })
  return (
    <>
      {fields.map(({ id, kind }, index) => (
        <SideBySide key={id} style={{ alignItems: 'start' }}>
          <SelectField
            name={`cards.${String(index)}.kind`}
            label={t('kind')}
            choices={plasticKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          <SelectField
            name={`cards.${String(index)}.personKey`}
            label={t('person')}
            choices={personChoices(people, { kind: typed[index]?.kind ?? kind, language })}
          />
          {keys.length === 1 ? null : (
            <SelectField
              name={`cards.${String(index)}.keys`}
              label={t('keys')}
              choices={keys.map((value) => ({ value, label: t(`keys.${value}`) }))}
            />
          )}
          <TextField name={`cards.${String(index)}.count`} label={t('count')} />
          {fields.length === 1 ? null : (
            <Button
              variant="secondary"
              mb="m"
              style={{ alignSelf: 'center', justifySelf: 'start' }}
              aria-label={t('removeOne', { what: String(index + 1) })}
              onClick={() => {
                remove(index)
              }}
            >
              {t('remove')}
            </Button>
          )}
        </SideBySide>
      ))}
      <Button
        id="add-card"
        variant="secondary"
        mb="m"
        onClick={() => {
          append(aCard(offered))
        }}
      >
        {t('addCard')}
      </Button>
    </>
  )
}

const tones = { requested: 'waiting', accepted: 'good', refused: 'bad' } as const

function Orders({ organisationId }: { organisationId: string }) {
  const t = useTexts(testCardTexts)
  const { time } = useDates()
  const pages = usePages(['test-card-orders', organisationId], listTestCardOrders, {
    organisationId,
  })
  const describe = ({
    kind,
    keys,
  }: {
    kind: PlasticTestCardKind
    keys?: TestCardKeys | undefined
  }) => [t(`kind.${kind}`), ...(keys === undefined ? [] : [t(`keys.${keys}`)])].join(', ')
  return (
    <>
      <Heading variant="h3" mt="m" mb="s">
        {t('orders')}
      </Heading>
      <RowList
        pages={pages}
        empty={t('noOrders')}
        rowsOf={({ orders }) =>
          orders.map(({ orderId, cards, state, orderedAt, because }) => (
            <Row
              key={orderId}
              link={cards
                .map((one) => `${String(one.count)} × ${describe(one)}: ${one.holder}`)
                .join(', ')}
              facts={[
                t('orderedAt', { at: time(orderedAt) }),
                ...(because === undefined ? [] : [because]),
              ].join(' · ')}
              state={<Chip $tone={tones[state]}>{t(`order.${state}`)}</Chip>}
            />
          ))
        }
      />
    </>
  )
}
