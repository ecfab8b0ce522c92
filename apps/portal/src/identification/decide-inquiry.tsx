import { zodResolver } from '@hookform/resolvers/zod'
import { decideInquiry, type InquiryView } from '@sotevarmenne/api/identification'
import { useForm, useWatch } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, LongTextField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { identificationTexts } from './texts.ts'

/** An identification by the police has its reference and day. */
const typedDecision = (isOfPolice: boolean) =>
  z
    .object({
      decision: z.enum(['confirmed', 'rejected'], { error: errorText('decision') }),
      grounds: z
        .string()
        .trim()
        .min(5, { error: errorText('input') })
        .max(1000, { error: errorText('input') }),
      reference: z
        .string()
        .trim()
        .max(60, { error: errorText('policeReference') }),
      verifiedOn: z.string(),
    })
    .superRefine(({ decision, reference, verifiedOn }, context) => {
      if (!isOfPolice || decision === 'rejected') return
      const say = (path: string, message: string): void => {
        context.addIssue({ code: 'custom', path: [path], message })
      }
      if (reference.length < 3) say('reference', errorText('policeReference'))
      if (readDay(verifiedOn) === undefined) say('verifiedOn', errorText('day'))
    })

type Typed = z.input<ReturnType<typeof typedDecision>>

/** A case officer decides, with grounds that the desk sees. */
export function DecideInquiry({
  inquiry: { inquiryId, kind },
  onDecided,
}: {
  inquiry: InquiryView
  onDecided: (inquiry: InquiryView) => void
}) {
  const t = useTexts(identificationTexts)
  const { run, isActing, shown } = useAction()
  const isOfPolice = kind === 'no-document'
  const form = useForm<Typed>({
    resolver: zodResolver(typedDecision(isOfPolice)),
    defaultValues: { grounds: '', reference: '', verifiedOn: '' },
    shouldFocusError: false,
  })
  const decision = useWatch({ control: form.control, name: 'decision' })

  function decide(typed: Typed): Promise<void> {
    const { reference } = typed
    const verifiedOn = readDay(typed.verifiedOn)
    const police =
      isOfPolice && verifiedOn !== undefined ? { police: { reference, verifiedOn } } : {}
    return run(
      () =>
        callApi(decideInquiry, {
          inquiryId,
          decision:
            typed.decision === 'confirmed'
              ? { decision: typed.decision, grounds: typed.grounds, ...police }
              : { decision: typed.decision, grounds: typed.grounds },
        }),
      onDecided,
    )
  }

  return (
    <Panel aria-labelledby="decision">
      <Heading variant="h2" id="decision" mb="s">
        {t('decideHeading')}
      </Heading>
      <Form form={form} onSubmit={decide}>
        <ChoiceField
          name="decision"
          label={t('decision')}
          choices={[
            { value: 'confirmed', label: t(`confirm.${kind}`) },
            { value: 'rejected', label: t(`reject.${kind}`) },
          ]}
        />
        {isOfPolice && decision === 'confirmed' ? (
          <>
            <TextField name="reference" label={t('reference')} />
            <DayField name="verifiedOn" label={t('verifiedOn')} />
          </>
        ) : null}
        <LongTextField name="grounds" label={t('grounds')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing} acting={t('deciding')}>
            {t('decide')}
          </SubmitButton>
        </Actions>
      </Form>
    </Panel>
  )
}
