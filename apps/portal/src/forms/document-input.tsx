import { documentUpload } from '@sotevarmenne/api/uploads'
import { toBase64 } from '../documents/base64.ts'
import { useTexts } from '../texts/index.ts'
import { documentTexts } from '../documents/texts.ts'
import { FileField } from './file-field.tsx'
import type { ShownError } from './fields.tsx'

export const isTooLarge = (file: File): boolean => file.size > documentUpload.maxBytes

export const documentOf = async (file: File): Promise<string> =>
  toBase64(new Uint8Array(await file.arrayBuffer()))

/** A scanned or photographed document; other file types are listed, and `accept=""` takes any. */
export function DocumentInput({
  id,
  label,
  hint,
  accept = 'application/pdf,image/jpeg,image/png',
  error,
  onChosen,
}: {
  id: string
  label: string
  hint?: string
  accept?: string
  error: ShownError
  onChosen: (file: File | undefined) => void
}) {
  const t = useTexts(documentTexts)
  return (
    <FileField
      id={id}
      labelText={label}
      inputButtonText={t('chooseFile')}
      dragAreaText={t('dragFile')}
      removeFileText={t('removeFile')}
      addedFileAriaText={t('fileAdded')}
      accept={accept}
      fullWidth
      onChange={(files) => {
        onChosen(files[0])
      }}
      {...(hint === undefined ? {} : { hintText: hint })}
      {...error}
    />
  )
}
