import { zodResolver } from '@hookform/resolvers/zod'
import { decideInquiry, type Inquiry } from '@sotevarmenne/api/identification'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { ChoiceField, DayField, LongTextField, TextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { readDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** That the police have identified somebody has its reference and day. */
const typedDecision = (isOfPolice: boolean) =>
  z
    .object({
      decision: z.enum(['confirmed', 'rejected'], { error: errorText('decision') }),
      grounds: z
        .string()
        .trim()
        .min(5, { error: errorText('told') })
        .max(1000, { error: errorText('told') }),
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

/** A handler decides, with grounds that the desk sees. */
export function DecideInquiry({
  inquiry: { inquiryId, kind },
  onDecided,
}: {
  inquiry: Inquiry
  onDecided: (inquiry: Inquiry) => void
}) {
  const t = useTexts('identification')
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)
  const isOfPolice = kind === 'no-document'
  const form = useForm<Typed>({
    resolver: zodResolver(typedDecision(isOfPolice)),
    defaultValues: { grounds: '', reference: '', verifiedOn: '' },
    shouldFocusError: false,
  })
  const decision = useWatch({ control: form.control, name: 'decision' })
  const { isSubmitting } = form.formState

  async function decide(typed: Typed): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    const { reference } = typed
    const verifiedOn = readDay(typed.verifiedOn)
    const police =
      isOfPolice && verifiedOn !== undefined ? { police: { reference, verifiedOn } } : {}
    try {
      const answer = await ask(decideInquiry, {
        inquiryId,
        decision:
          typed.decision === 'confirmed'
            ? { decision: typed.decision, grounds: typed.grounds, ...police }
            : { decision: typed.decision, grounds: typed.grounds },
      })
      if (answer.ok) onDecided(answer.value)
      else setProblem(answer.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Panel aria-labelledby="decision">
      <Heading variant="h2" id="decision" mb="s">
        {t('decideHeading')}
      </Heading>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(decide)(event)}>
          <FormErrors />
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
          {problem === undefined ? null : <ProblemShown problem={problem} />}
          {isUnreachable ? <Unreachable onRetry={() => void form.handleSubmit(decide)()} /> : null}
          <Actions>
            <Button
              type="submit"
              {...(isSubmitting ? { loading: true, ariaLoadingText: t('deciding') } : {})}
            >
              {t('decide')}
            </Button>
          </Actions>
        </form>
      </FormProvider>
    </Panel>
  )
}
