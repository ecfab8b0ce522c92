import { storeEmploymentCertificate } from '@sotevarmenne/api/orders'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { DocumentInput, documentOf, isTooLarge } from '../forms/document-input.tsx'
import { useShownError } from '../forms/fields.tsx'
import { fieldId } from '../forms/form-errors.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { memberTexts } from './member-texts.ts'
import type { TypedMemberOrder } from './member-order-form.ts'

/** The employer's document, stored with the order when another organisation's registrar orders. */
export function CertificateField({ personId }: { personId: string }) {
  const t = useTexts(memberTexts)
  const shownError = useShownError()
  const { setValue, setError, clearErrors, formState, getValues } =
    useFormContext<TypedMemberOrder>()
  // Of a draft that is changed, the certificate is stored already.
  const [storedAs, setStoredAs] = useState(getValues('certificate') === undefined ? undefined : '')
  const { run, clear, shown } = useAction()
  const { message } = formState.errors.certificate ?? {}

  async function keep(file: File | undefined): Promise<void> {
    clear()
    setStoredAs(undefined)
    clearErrors('certificate')
    setValue('certificate', '')
    if (file === undefined) return
    if (isTooLarge(file)) {
      setError('certificate', { message: 'error.certificate' })
      return
    }
    await run(
      async () =>
        callApi(storeEmploymentCertificate, { personId, document: await documentOf(file) }),
      ({ certificateId }) => {
        setStoredAs(file.name)
        setValue('certificate', certificateId, { shouldValidate: formState.isSubmitted })
      },
    )
  }

  return (
    <>
      <Paragraph mb="s">{t('certificateHelp')}</Paragraph>
      <DocumentInput
        id={fieldId('certificate')}
        label={t('certificate')}
        error={shownError(message === undefined ? undefined : { message })}
        onChosen={(file) => void keep(file)}
      />
      {shown}
      <div aria-live="polite">
        {storedAs === undefined ? null : (
          <InlineAlert status="neutral" labelText={t('certificateStored')} mt="s" mb="s">
            {storedAs}
          </InlineAlert>
        )}
      </div>
    </>
  )
}
