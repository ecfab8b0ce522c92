import { recordContactlessId, type CardView } from '@sotevarmenne/api/cards'
import { contactlessId } from '@sotevarmenne/identifiers/contactless-id'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { keepCard } from '../cards/use-card.ts'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { sayOutcome } from '../layout/outcome.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from './texts.ts'

const typedId = z.object({
  contactlessId: z
    .string()
    .trim()
    // The service says of a random one why it recognises nobody.
    .refine((text) => isWellFormed(contactlessId(text)), { error: errorText('contactlessId') }),
})

function isWellFormed(read: ReturnType<typeof contactlessId>): boolean {
  return read.ok || read.refusal === 'random'
}

/** Records by which identifier doors and time clocks know the card, or removes it. */
export function ContactlessIdOfCard({ card }: { card: CardView }) {
  const t = useTexts(deskTexts)
  const { run, runOnConfirm, isActing, shown } = useAction()
  const { cardId } = card
  const form = useForm<z.input<typeof typedId>>({
    resolver: zodResolver(typedId),
    defaultValues: { contactlessId: card.contactlessId ?? '' },
    shouldFocusError: false,
  })
  return (
    <Panel aria-labelledby="contactless">
      <Heading variant="h2" id="contactless" mb="xs">
        {t('contactlessHeading')}
      </Heading>
      <Paragraph mb="s">{t('contactlessHelp')}</Paragraph>
      <Form
        form={form}
        onSubmit={(typed) =>
          run(
            () => callApi(recordContactlessId, { cardId, ...typed }),
            (changed) => {
              keepCard(changed)
              form.reset({ contactlessId: changed.contactlessId ?? '' })
              sayOutcome(t('contactlessRecorded'))
            },
          )
        }
      >
        <TextField
          name="contactlessId"
          label={t('contactlessField')}
          hint={t('contactlessFieldHint')}
        />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('contactlessRecord')}</SubmitButton>
          {card.contactlessId === undefined ? null : (
            <ConfirmButton
              label={t('contactlessRemove')}
              title={t('contactlessRemove')}
              text={t('contactlessRemoveText')}
              onYes={() =>
                runOnConfirm(
                  () => callApi(recordContactlessId, { cardId }),
                  (changed) => {
                    keepCard(changed)
                    form.reset({ contactlessId: '' })
                    sayOutcome(t('contactlessRemoved'))
                  },
                )
              }
            />
          )}
        </Actions>
      </Form>
    </Panel>
  )
}
