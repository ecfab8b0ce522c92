import {
  fileColumns,
  prepareByFile,
  type FileColumn,
  type LineFault,
} from '@sotevarmenne/api/employments'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, FileInput, Paragraph } from 'suomifi-ui-components'
import { ask, queryClient } from '../api/ask.ts'
import { toBase64 } from '../documents/base64.ts'
import { Done } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'

const largest = 3 * 1024 * 1024
/** More than one looks through on a page: the rest is in the file. */
const mostShown = 200

const columns = Object.keys(fileColumns) as FileColumn[]

/** Orders from a spreadsheet: all of its lines, or none and why. */
export function PrepareByFilePage() {
  const t = useTexts('prepared')
  const documents = useTexts('documents')
  const common = useTexts('common')
  const language = usePageLanguage()
  const { organisationId = '' } = useParams()
  const { act, isActing, clear, shown } = useAct()
  const [file, setFile] = useState<File>()
  const [answer, setAnswer] = useState<AnswerOf<typeof prepareByFile>>()
  const isLarge = file !== undefined && file.size > largest

  const send = (chosen: File): Promise<void> =>
    act(async () => {
      const octets = new Uint8Array(await chosen.arrayBuffer())
      return ask(prepareByFile, { organisationId, file: toBase64(octets) })
    }, keep)
  const keep = (value: AnswerOf<typeof prepareByFile>): void => {
    setAnswer(value)
    void queryClient.invalidateQueries({ queryKey: ['prepared', organisationId] })
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
              // With its mark, so that spreadsheets read the letters right.
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
            setAnswer(undefined)
            setFile(files[0])
          }}
          {...(isLarge ? { status: 'error', statusText: t('fileTooLarge') } : {})}
        />
        {answer?.outcome === 'prepared' ? (
          <Done
            title={t('fileDone', { count: answer.count })}
            help={t(answer.areDrafts ? 'doneDraft' : 'doneHelp')}
          />
        ) : null}
        {answer?.outcome === 'nothing' ? <Faults {...answer} /> : null}
        {shown}
        {file === undefined || isLarge || answer !== undefined ? null : (
          <Actions>
            <Button
              id="send-file"
              onClick={() => void send(file)}
              {...(isActing ? { loading: true, ariaLoadingText: common('loading') } : {})}
            >
              {t('sendFile')}
            </Button>
          </Actions>
        )}
      </Panel>
      <Actions>
        <PageLink to={`organisation/${organisationId}/prepared-orders`}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

/** Line by line, in the order of the file: the first of them here, and all as a file. */
function Faults({
  lines,
  faults,
  reasons,
}: Extract<AnswerOf<typeof prepareByFile>, { outcome: 'nothing' }>) {
  const t = useTexts('prepared')
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
          .slice(0, mostShown)
          .map(said)
          .map(({ line, column, reason }) => (
            <li key={`${String(line)} ${column}`}>
              {[t('line', { line }), column].filter(Boolean).join(', ')}
              {': '}
              {reason}
            </li>
          ))}
      </ul>
      {faults.length > mostShown ? (
        <Paragraph mt="s">{t('moreFaults', { count: faults.length, shown: mostShown })}</Paragraph>
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
