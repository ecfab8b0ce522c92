import { storeEmploymentCertificate } from '@sotevarmenne/api/orders'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { FileInput, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { toBase64 } from '../documents/base64.ts'
import { useShownError } from '../forms/fields.tsx'
import { fieldId } from '../forms/form-errors.tsx'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { useTexts } from '../texts/index.ts'
import type { TypedMemberOrder } from './member-order-form.ts'

/** In bytes. */
const largestCertificate = 5 * 1024 * 1024

/** The employer's paper, kept with the order when another organisation's registrar orders. */
export function CertificateField({ personId }: { personId: string }) {
  const t = useTexts('member')
  const documents = useTexts('documents')
  const shownError = useShownError()
  const { setValue, setError, clearErrors, formState } = useFormContext<TypedMemberOrder>()
  const [keptAs, setKeptAs] = useState<string>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [unsent, setUnsent] = useState<File>()
  const { message } = formState.errors.certificate ?? {}

  async function keep(file: File | undefined): Promise<void> {
    setProblem(undefined)
    setUnsent(undefined)
    setKeptAs(undefined)
    clearErrors('certificate')
    setValue('certificate', '')
    if (file === undefined) return
    if (file.size > largestCertificate) {
      setError('certificate', { message: 'error.certificate' })
      return
    }
    try {
      const document = toBase64(new Uint8Array(await file.arrayBuffer()))
      const stored = await ask(storeEmploymentCertificate, { personId, document })
      if (!stored.ok) {
        setProblem(stored.refusal)
        return
      }
      setKeptAs(file.name)
      setValue('certificate', stored.value.certificateId, { shouldValidate: formState.isSubmitted })
    } catch {
      setUnsent(file)
    }
  }

  return (
    <>
      <Paragraph mb="s">{t('certificateHelp')}</Paragraph>
      <FileInput
        id={fieldId('certificate')}
        labelText={t('certificate')}
        inputButtonText={documents('chooseFile')}
        dragAreaText={documents('dragFile')}
        removeFileText={documents('removeFile')}
        addedFileAriaText={documents('fileAdded')}
        accept="application/pdf,image/jpeg,image/png"
        fullWidth
        onChange={(files) => void keep(files[0])}
        {...shownError(message === undefined ? undefined : { message })}
      />
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {unsent === undefined ? null : <Unreachable onRetry={() => void keep(unsent)} />}
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
