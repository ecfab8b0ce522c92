import { zodResolver } from '@hookform/resolvers/zod'
import {
  handleCase,
  officeStep,
  viewCase,
  type CaseView,
  writtenStep,
  quietStep,
} from '@sotevarmenne/api/cases'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useParams } from 'react-router'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, LongTextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { WhoHasIt } from '../inbox/who-has-it.tsx'
import { PageLink } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { caseTexts } from './texts.ts'
import { CaseFrame } from './case-frame.tsx'
import { useSayStep } from './case-shown.tsx'
import { typedText } from './typed-text.ts'

/** One case of a holder, which a case officer continues. */
export function CasePage() {
  const t = useTexts(caseTexts)
  const { caseId = '' } = useParams()
  const query = useApiQuery(['case', caseId], viewCase, { caseId })
  return (
    <CaseFrame query={query} back={<PageLink to="operations/cases">{t('toCases')}</PageLink>}>
      {(supportCase) => (
        <>
          <WhoHasIt kind="message" itemId={caseId} />
          {supportCase.invoiceId === undefined ? null : (
            <Paragraph mt="m">
              <PageLink to={`operations/invoices/${supportCase.invoiceId}`}>
                {t('toInvoice')}
              </PageLink>
            </Paragraph>
          )}
          {supportCase.may.length === 0 ? null : (
            <Handle key={supportCase.steps.length} supportCase={supportCase} />
          )}
        </>
      )}
    </CaseFrame>
  )
}

/** Closing and reopening a case need no text; every other step does. */
const typedHandling = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: writtenStep, text: typedText }),
    z.object({
      kind: quietStep,
      text: z
        .string()
        .trim()
        .max(4000, { error: errorText('message') }),
    }),
  ],
  { error: errorText('caseStep') },
)

type Typed = { readonly kind?: z.input<typeof officeStep>; readonly text: string }

/** Created again for each step: sending it twice is the same step. */
function Handle({ supportCase: { caseId, may } }: { supportCase: CaseView }) {
  const t = useTexts(caseTexts)
  const sayStep = useSayStep()
  const [stepId] = useState(() => crypto.randomUUID())
  const { run, isActing, shown } = useAction()
  const form = useForm<Typed, unknown, z.output<typeof typedHandling>>({
    resolver: zodResolver(typedHandling),
    defaultValues: { text: '' },
    shouldFocusError: false,
  })
  const handle = (typed: z.output<typeof typedHandling>): Promise<void> =>
    run(
      () =>
        callApi(handleCase, {
          ...{ caseId, stepId },
          step: typed.text === '' ? { kind: quietStep.parse(typed.kind) } : typed,
        }),
      (changed) => {
        queryClient.setQueryData(['case', caseId], { ok: true, value: changed })
        void queryClient.invalidateQueries({ queryKey: ['cases'] })
        sayStep(changed)
      },
    )

  return (
    <Panel aria-labelledby="handle">
      <Heading variant="h2" id="handle" mb="s">
        {t('handle')}
      </Heading>
      <Form form={form} onSubmit={handle}>
        <ChoiceField
          name="kind"
          label={t('step')}
          choices={officeStep.options
            .filter((step) => may.includes(step))
            .map((step) => ({ value: step, label: t(`step.${step}`) }))}
        />
        <LongTextField name="text" label={t('text')} hint={t('reasonsHint')} />
        {shown}
        <Actions>
          <SubmitButton isActing={isActing}>{t('send')}</SubmitButton>
        </Actions>
      </Form>
    </Panel>
  )
}
