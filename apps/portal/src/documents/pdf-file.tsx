import { InlineAlert } from 'suomifi-ui-components'
import { FileField } from '../forms/file-field.tsx'
import { useTexts } from '../texts/index.ts'
import { documentTexts } from './texts.ts'

/** In bytes. The file is read whole into the page's memory, several times over. */
export const largestFile = 20 * 1024 * 1024

export type PdfFile = { readonly name: string; readonly bytes: Uint8Array }

/** Why a document can’t be processed, in few words for people. */
export type PdfTrouble =
  | 'no-pdf'
  | 'too-large'
  | 'encrypted'
  | 'unreadable'
  | 'malformed-signature'
  | 'unsupported-signature'
  | 'changes-not-permitted'

export function troubleOf(kind: string): PdfTrouble {
  return known.find((trouble) => trouble === kind) ?? 'unreadable'
}

const known = [
  'no-pdf',
  'too-large',
  'encrypted',
  'malformed-signature',
  'unsupported-signature',
  'changes-not-permitted',
] as const satisfies readonly PdfTrouble[]

/** Takes a PDF from the user’s computer into the page; nothing is sent anywhere. */
export function ChoosePdf({
  onChosen,
}: {
  /** Undefined: the file was removed again. */
  onChosen: (file: PdfFile | 'too-large' | undefined) => void
}) {
  const t = useTexts(documentTexts)
  return (
    <FileField
      id="pdf-file"
      labelText={t('file')}
      hintText={t('fileHint')}
      inputButtonText={t('chooseFile')}
      dragAreaText={t('dragFile')}
      removeFileText={t('removeFile')}
      addedFileAriaText={t('fileAdded')}
      accept="application/pdf"
      fullWidth
      onChange={(files) => {
        const [file] = files
        if (file === undefined) onChosen(undefined)
        else if (file.size > largestFile) onChosen('too-large')
        else
          void file.arrayBuffer().then((bytes) => {
            onChosen({ name: file.name, bytes: new Uint8Array(bytes) })
          })
      }}
    />
  )
}

export function TroubleShown({ trouble }: { trouble: PdfTrouble }) {
  const t = useTexts(documentTexts)
  return (
    <div role="alert">
      <InlineAlert status="error" labelText={t(`trouble.${trouble}`)} mt="m">
        {t(trouble === 'malformed-signature' ? 'malformedHelp' : 'troubleHelp')}
      </InlineAlert>
    </div>
  )
}
