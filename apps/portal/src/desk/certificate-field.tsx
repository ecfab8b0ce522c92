import { storeEmploymentCertificate } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { InlineAlert, Paragraph, StatusText } from 'suomifi-ui-components'
import styled from 'styled-components'
import { ask } from '../api/ask.ts'
import { toBase64 } from '../documents/base64.ts'
import { useShownError } from '../forms/fields.tsx'
import { fieldId } from '../forms/form-errors.tsx'
import { ProblemShown } from '../layout/answers.tsx'
import { useTexts } from '../texts/index.ts'
import type { TypedMemberOrder } from './member-order-form.ts'

/** The employer's paper, kept with the order when another organisation's registrar orders. */
export function CertificateField({ personId }: { personId: string }) {
  const t = useTexts('member')
  const shownError = useShownError()
  const { setValue, formState } = useFormContext<TypedMemberOrder>()
  const [keptAs, setKeptAs] = useState<string>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const { message } = formState.errors.certificate ?? {}
  const { statusText } = shownError(message === undefined ? undefined : { message })

  async function keep(file: File | undefined): Promise<void> {
    setProblem(undefined)
    setKeptAs(undefined)
    setValue('certificate', '')
    if (file === undefined) return
    const document = toBase64(new Uint8Array(await file.arrayBuffer()))
    const stored = await ask(storeEmploymentCertificate, { personId, document })
    if (!stored.ok) {
      setProblem(stored.refusal)
      return
    }
    setKeptAs(file.name)
    setValue('certificate', stored.value.certificateId, { shouldValidate: formState.isSubmitted })
  }

  return (
    <>
      <Paragraph mb="s">{t('certificateHelp')}</Paragraph>
      <Label htmlFor={fieldId('certificate')}>{t('certificate')}</Label>
      <input
        id={fieldId('certificate')}
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        aria-invalid={statusText !== undefined}
        onChange={(event) => void keep(event.target.files?.[0])}
      />
      {statusText === undefined ? null : <StatusText status="error">{statusText}</StatusText>}
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      <div aria-live="polite">
        {keptAs === undefined ? null : (
          <InlineAlert status="neutral" labelText={t('certificateKept')} mt="s" mb="s">
            {keptAs}
          </InlineAlert>
        )}
      </div>
    </>
  )
}

const Label = styled.label`
  display: block;
  margin-bottom: 10px;
  font-weight: 600;
`
