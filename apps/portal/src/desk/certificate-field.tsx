import { storeEmploymentCertificate } from '@sotevarmenne/api/orders'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { FileInput, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { toBase64 } from '../documents/base64.ts'
import { useShownError } from '../forms/fields.tsx'
import { fieldId } from '../forms/form-errors.tsx'
import { useAct } from '../layout/use-act.tsx'
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
  const { act, clear, shown } = useAct()
  const { message } = formState.errors.certificate ?? {}

  async function keep(file: File | undefined): Promise<void> {
    clear()
    setKeptAs(undefined)
    clearErrors('certificate')
    setValue('certificate', '')
    if (file === undefined) return
    if (file.size > largestCertificate) {
      setError('certificate', { message: 'error.certificate' })
      return
    }
    await act(
      async () => {
        const document = toBase64(new Uint8Array(await file.arrayBuffer()))
        return ask(storeEmploymentCertificate, { personId, document })
      },
      ({ certificateId }) => {
        setKeptAs(file.name)
        setValue('certificate', certificateId, { shouldValidate: formState.isSubmitted })
      },
    )
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
      {shown}
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
