import { zodResolver } from '@hookform/resolvers/zod'
import { decideOutdated, type ApplicationView } from '@sotevarmenne/api/service-certificates'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { ChoiceField, LongTextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { ConfirmStep } from '../layout/confirm-step.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { readDay, useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

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
    const { success } = decideOutdated.input.shape.decision.safeParse({ kind: decision, because })
    if (decision === 'leave' && !success) say('because', errorText('input'))
    if (decision === 'revoke' && readDay(on) === undefined) say('on', errorText('day'))
  })

type Typed = z.input<typeof typedDecision>
type Decision = InputOf<typeof decideOutdated>['decision']

/** A case officer accepts an outdated certificate, with a reason, or has it revoked on a day. */
export function DecideOutdated({
  application: { outdated, names, may },
  onDecided,
}: {
  application: ApplicationView
  onDecided: () => void
}) {
  const t = useTexts(certificateTexts)
  const { day } = useDates()
  const { run, runOnConfirm, isActing, shown } = useAction()
  const [revokeOn, setRevokeOn] = useState<string>()
  const form = useForm<Typed>({
    resolver: zodResolver(typedDecision),
    defaultValues: { because: '', on: '' },
    shouldFocusError: false,
  })
  const chosen = useWatch({ control: form.control, name: 'decision' })
  if (outdated === undefined || !may.includes('decideOutdated')) return null
  const { outdatedId } = outdated
  const send = (decision: Decision) => () => callApi(decideOutdated, { outdatedId, decision })

  function decide({ decision, because, on }: Typed): void {
    if (decision === 'leave') void run(send({ kind: 'leave', because }), onDecided)
    else setRevokeOn(readDay(on))
  }

  return (
    <Panel aria-labelledby="decide-outdated">
      <Heading variant="h2" id="decide-outdated" mb="s">
        {t('decide')}
      </Heading>
      <Form form={form} onSubmit={decide}>
        <ChoiceField
          name="decision"
          label={t('decide')}
          choices={[
            { value: 'leave', label: t('outdatedDecide.leave') },
            { value: 'revoke', label: t('outdatedDecide.revoke') },
          ]}
        />
        {chosen === 'leave' ? <LongTextField name="because" label={t('outdatedBecause')} /> : null}
        {chosen === 'revoke' ? (
          <DayField name="on" label={t('outdatedOn')} hint={t('outdatedOnHint')} />
        ) : null}
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('outdatedSave')}</SubmitButton>
        </Actions>
      </Form>
      <ConfirmStep
        isOpen={revokeOn !== undefined}
        title={t('outdatedSure', { name: names[0] ?? '' })}
        text={t('outdatedSureText', { day: revokeOn === undefined ? '' : day(revokeOn) })}
        yes={t('outdatedYes')}
        onYes={() => runOnConfirm(send({ kind: 'revoke', on: revokeOn ?? '' }), onDecided)}
        onClose={() => {
          setRevokeOn(undefined)
        }}
      />
    </Panel>
  )
}
