import {
  fileColumns,
  prepareByFile,
  type FileColumn,
  type LineFault,
} from '@sotevarmenne/api/employments'
import { spreadsheetUpload } from '@sotevarmenne/api/uploads'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, FileInput, Paragraph } from 'suomifi-ui-components'
import { ActionButton } from '../layout/action-button.tsx'
import { callApi, queryClient } from '../api/call-api.ts'
import { toBase64 } from '../documents/base64.ts'
import { Done } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'
import { documentTexts } from '../documents/texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** The most rows that a page can usefully show: the rest is in the file. */
const maxShown = 200

const columns = Object.keys(fileColumns) as FileColumn[]

/** Orders from a spreadsheet: all of its lines, or none with the reasons. */
export function PrepareByFilePage() {
  const t = useTexts(preparedOrderTexts)
  const documents = useTexts(documentTexts)
  const language = usePageLanguage()
  const { organisationId = '' } = useParams()
  const { run, isActing, clear, shown } = useAction()
  const [file, setFile] = useState<File>()
  const [response, setResponse] = useState<ResponseOf<typeof prepareByFile>>()
  const isLarge = file !== undefined && file.size > spreadsheetUpload.maxBytes

  const send = (chosen: File): Promise<void> =>
    run(async () => {
      const bytes = new Uint8Array(await chosen.arrayBuffer())
      return callApi(prepareByFile, { organisationId, file: toBase64(bytes) })
    }, keep)
  const keep = (value: ResponseOf<typeof prepareByFile>): void => {
    setResponse(value)
    void queryClient.invalidateQueries({ queryKey: ['prepared-orders'] })
  }

  return (
    <>
      <PageTitle>{t('prepareFile')}</PageTitle>
      <Paragraph mb="m">{t('fileHelp')}</Paragraph>
      <Panel aria-label={t('prepareFile')}>
        <Actions>
          <Button
            variant="secondary"
            onClick={() => {
              // With a byte order mark, so that spreadsheets read the letters correctly.
              const heads = columns.map((column) => fileColumns[column][language]).join(';')
              saveAs(t('templateName'), `\uFEFF${heads}\r\n`)
            }}
          >
            {t('template')}
          </Button>
        </Actions>
        <FileInput
          id="people-file"
          mt="m"
          labelText={t('file')}
          hintText={t('fileHint')}
          inputButtonText={documents('chooseFile')}
          dragAreaText={documents('dragFile')}
          removeFileText={documents('removeFile')}
          addedFileAriaText={documents('fileAdded')}
          accept=".csv,text/csv"
          fullWidth
          onChange={(files) => {
            clear()
            setResponse(undefined)
            setFile(files[0])
          }}
          {...(isLarge ? { status: 'error', statusText: t('fileTooLarge') } : {})}
        />
        {response?.outcome === 'prepared' ? (
          <Done
            title={t('fileDone', { count: response.count })}
            help={t(response.areDrafts ? 'doneDraft' : 'doneHelp')}
          />
        ) : null}
        {response?.outcome === 'nothing' ? <Faults {...response} /> : null}
        {shown}
        {file === undefined || isLarge || response !== undefined ? null : (
          <Actions>
            <ActionButton id="send-file" onClick={() => void send(file)} isActing={isActing}>
              {t('sendFile')}
            </ActionButton>
          </Actions>
        )}
      </Panel>
      <Actions>
        <PageLink to={`organisation/${organisationId}/prepared-orders`}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

/** Errors by line, in the order of the file: the first ones here, and all as a file. */
function Faults({
  lines,
  faults,
  reasons,
}: Extract<ResponseOf<typeof prepareByFile>, { outcome: 'nothing' }>) {
  const t = useTexts(preparedOrderTexts)
  const language = usePageLanguage()
  const said = ({ line, column, kind }: LineFault) => ({
    line,
    column: column === undefined ? '' : fileColumns[column][language],
    reason: reasons.find((each) => each.kind === kind)?.title[language] ?? kind,
  })
  return (
    <>
      <Done
        status="error"
        title={t('nothing', { lines, faults: faults.length })}
        help={t('nothingHelp')}
      />
      <ul id="line-faults">
        {faults
          .slice(0, maxShown)
          .map(said)
          .map(({ line, column, reason }) => (
            <li key={`${String(line)} ${column}`}>
              {[t('line', { line }), column].filter(Boolean).join(', ')}
              {': '}
              {reason}
            </li>
          ))}
      </ul>
      {faults.length > maxShown ? (
        <Paragraph mt="s">{t('moreFaults', { count: faults.length, shown: maxShown })}</Paragraph>
      ) : null}
      <Actions>
        <Button
          variant="secondary"
          onClick={() => {
            const heads = [t('faultLine'), t('faultColumn'), t('faultReason')]
            const rows = faults
              .map(said)
              .map(({ line, column, reason }) => [String(line), column, reason])
            saveAs(t('faultsName'), `\uFEFF${[heads, ...rows].map(csvLine).join('')}`)
          }}
        >
          {t('saveFaults')}
        </Button>
      </Actions>
    </>
  )
}
