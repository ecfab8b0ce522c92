import { zodResolver } from '@hookform/resolvers/zod'
import { handOverCard, type CardView } from '@sotevarmenne/api/cards'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { keepCard } from '../cards/use-card.ts'
import { Form } from '../forms/form.tsx'
import { emptyIdentification, typedIdentification } from '../forms/identification.ts'
import { IdentificationFields } from '../forms/identification-fields.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

const typedHandOver = z.object({ identification: typedIdentification })

/** The card is given to its holder, who is identified again. */
export function HandOver({ card }: { card: CardView }) {
  const t = useTexts(deskTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typedHandOver>, unknown, z.output<typeof typedHandOver>>({
    resolver: zodResolver(typedHandOver),
    defaultValues: { identification: emptyIdentification },
    shouldFocusError: false,
  })

  const handOver = ({ identification }: z.output<typeof typedHandOver>): Promise<void> =>
    run(() => callApi(handOverCard, { cardId: card.cardId, identification }), keepCard)

  return (
    <Panel aria-labelledby="hand-over">
      <Heading variant="h2" id="hand-over" mb="xs">
        {t('handOverHeading')}
      </Heading>
      <Paragraph mb="s">{t('handOverHelp')}</Paragraph>
      <Form form={form} onSubmit={handOver}>
        <IdentificationFields person={card.holder} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing} acting={t('drafting')}>
            {t('handOver')}
          </SubmitButton>
        </Actions>
      </Form>
    </Panel>
  )
}
