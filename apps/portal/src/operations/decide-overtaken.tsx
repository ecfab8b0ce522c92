import { zodResolver } from '@hookform/resolvers/zod'
import { decideOvertaken, type Application } from '@sotevarmenne/api/service-certificates'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { Button, Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { ChoiceField, DayField, LongTextField } from '../forms/fields.tsx'
import { FormErrors } from '../forms/form-errors.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

const typedDecision = z
  .object({
    decision: z.enum(['leave', 'revoke'], { error: errorText('decision') }),
    because: z.string().trim(),
    on: z.string(),
  })
  .superRefine(({ decision, because, on }, context) => {
    const say = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message })
    }
    if (decision === 'leave' && (because.length < 5 || because.length > 1000))
      say('because', errorText('told'))
    if (decision === 'revoke' && readDay(on) === undefined) say('on', errorText('day'))
  })

type Typed = z.input<typeof typedDecision>
type Decision = InputOf<typeof decideOvertaken>['decision']

/** A handler leaves an overtaken certificate as it is, with a reason, or has it revoked on a day. */
export function DecideOvertaken({
  application: { overtaken, names, may },
  onDecided,
}: {
  application: Application
  onDecided: () => void
}) {
  const t = useTexts('certificates')
  const { day } = useDates()
  const { act, actOnYes, isActing, shown } = useAct()
  const [revokeOn, setRevokeOn] = useState<string>()
  const form = useForm<Typed>({
    resolver: zodResolver(typedDecision),
    defaultValues: { because: '', on: '' },
    shouldFocusError: false,
  })
  const chosen = useWatch({ control: form.control, name: 'decision' })
  if (overtaken === undefined || !may.includes('decideOvertaken')) return null
  const { overtakenId } = overtaken
  const send = (decision: Decision) => () => ask(decideOvertaken, { overtakenId, decision })

  function decide({ decision, because, on }: Typed): void {
    if (decision === 'leave') void act(send({ kind: 'leave', because }), onDecided)
    else setRevokeOn(readDay(on))
  }

  return (
    <Panel aria-labelledby="decide-overtaken">
      <Heading variant="h2" id="decide-overtaken" mb="s">
        {t('decide')}
      </Heading>
      <FormProvider {...form}>
        <form noValidate onSubmit={(event) => void form.handleSubmit(decide)(event)}>
          <FormErrors />
          <ChoiceField
            name="decision"
            label={t('decide')}
            choices={[
              { value: 'leave', label: t('overtakenDecide.leave') },
              { value: 'revoke', label: t('overtakenDecide.revoke') },
            ]}
          />
          {chosen === 'leave' ? (
            <LongTextField name="because" label={t('overtakenBecause')} />
          ) : null}
          {chosen === 'revoke' ? (
            <DayField name="on" label={t('overtakenOn')} hint={t('overtakenOnHint')} />
          ) : null}
          {shown}
          <Actions>
            <Button type="submit" disabled={isActing}>
              {t('overtakenSave')}
            </Button>
          </Actions>
        </form>
      </FormProvider>
      <ConfirmStep
        isOpen={revokeOn !== undefined}
        title={t('overtakenSure', { name: names[0] ?? '' })}
        text={t('overtakenSureText', { day: revokeOn === undefined ? '' : day(revokeOn) })}
        yes={t('overtakenYes')}
        onYes={() => actOnYes(send({ kind: 'revoke', on: revokeOn ?? '' }), onDecided)}
        onClose={() => {
          setRevokeOn(undefined)
        }}
      />
    </Panel>
  )
}
