import { zodResolver } from '@hookform/resolvers/zod'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type { continueOwnCase, CaseView } from '@sotevarmenne/api/cases'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import type { ApiResult } from '../api/call-api.ts'
import { LongTextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { typedText } from './typed-text.ts'

const typedMore = z.object({ text: typedText })

/** Writes more, or closes the case. Created again for each step: sending it twice is the same step. */
export function GoOn({
  supportCase: { state, may },
  send,
  onChanged,
}: {
  supportCase: CaseView
  send: (step: Omit<InputOf<typeof continueOwnCase>, 'caseId'>) => Promise<ApiResult<CaseView>>
  onChanged: (changed: CaseView) => void
}) {
  const t = useTexts(caseTexts)
  const [stepId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm({
    resolver: zodResolver(typedMore),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  if (may.length === 0) return null
  const write = ({ text }: z.input<typeof typedMore>): Promise<void> =>
    run(() => send({ stepId, step: { kind: 'write', text } }), onChanged)
  const close = (): Promise<void> => run(() => send({ stepId, step: { kind: 'close' } }), onChanged)

  return (
    <Panel aria-labelledby="go-on">
      <Heading variant="h2" id="go-on" mb="s">
        {t('goOn')}
      </Heading>
      {state === 'closed' ? <Paragraph mb="s">{t('reopenHelp')}</Paragraph> : null}
      <Form form={form} onSubmit={write}>
        <LongTextField name="text" label={t('text')} hint={t('textHint')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('send')}</SubmitButton>
          {may.includes('close') ? (
            <Button variant="secondary" onClick={() => void close()}>
              {t('close')}
            </Button>
          ) : null}
        </Actions>
      </Form>
    </Panel>
  )
}
