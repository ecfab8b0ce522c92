import {
  endEmploymentsByFile,
  endFileColumns,
  previewEndsByFile,
  type EndFileColumn,
  type EndRow,
  type EndsOfFileView,
} from '@sotevarmenne/api/employment-ends'
import { spreadsheetUpload } from '@sotevarmenne/api/uploads'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi, queryClient } from '../api/call-api.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { DocumentInput, documentOf } from '../forms/document-input.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Done, Fetching } from '../layout/responses.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { useBoundCard } from './bound-card.ts'
import { endsListName } from './employment-end-page.tsx'
import { employmentEndTexts } from './employment-end-texts.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'

/** The most rows that a page can usefully show: the rest is in the file. */
const maxShown = 200

const columns = Object.keys(endFileColumns) as EndFileColumn[]

/** Ends of employments from a spreadsheet: what is done with each line is shown before and after. */
export function EmploymentEndsFilePage() {
  const t = useTexts(employmentEndTexts)
  const prepared = useTexts(preparedOrderTexts)
  const language = usePageLanguage()
  const { organisationId = '' } = useParams()
  const { run, runOnConfirm, isActing, clear, shown } = useAction()
  const [isLarge, setIsLarge] = useState(false)
  const [preview, setPreview] = useState<{ readonly file: string; readonly ends: EndsOfFileView }>()
  const [done, setDone] = useState<EndsOfFileView>()

  const choose = (chosen: File | undefined): void => {
    clear()
    setPreview(undefined)
    setDone(undefined)
    const isTooLarge = chosen !== undefined && chosen.size > spreadsheetUpload.maxBytes
    setIsLarge(isTooLarge)
    if (chosen === undefined || isTooLarge) return
    let file = ''
    void run(
      async () => {
        file = await documentOf(chosen)
        return callApi(previewEndsByFile, { organisationId, file })
      },
      (ends) => {
        setPreview({ file, ends })
      },
    )
  }

  return (
    <>
      <PageTitle>{t('reportMany')}</PageTitle>
      <Paragraph mb="s">{t('fileHelp')}</Paragraph>
      <Paragraph mb="m">{t('fileDayHelp')}</Paragraph>
      <Panel aria-label={t('reportMany')}>
        <Actions style={{ marginBottom: 20 }}>
          <Button
            variant="secondary"
            onClick={() => {
              // With a byte order mark, so that spreadsheets read the letters correctly.
              const heads = columns.map((column) => endFileColumns[column][language]).join(';')
              saveAs(t('templateName'), `\uFEFF${heads}\r\n`)
            }}
          >
            {prepared('template')}
          </Button>
        </Actions>
        <DocumentInput
          id="ends-file"
          label={prepared('file')}
          hint={prepared('fileHint')}
          accept=".csv,text/csv"
          error={isLarge ? { status: 'error', statusText: prepared('fileTooLarge') } : {}}
          onChosen={choose}
        />
        {isActing ? <Fetching /> : null}
        {shown}
        {done === undefined ? null : (
          <>
            <Done
              stays
              title={t('result')}
              help={[
                t('counts', done.counts),
                ...(done.counts.end > 0 ? [t('resultHelp')] : []),
              ].join(' ')}
            />
            <LinesShown {...done} />
          </>
        )}
        {preview === undefined || done !== undefined ? null : (
          <Preview
            ends={preview.ends}
            onYes={() =>
              runOnConfirm(
                () => callApi(endEmploymentsByFile, { organisationId, file: preview.file }),
                (ends) => {
                  setDone(ends)
                  void queryClient.invalidateQueries({ queryKey: [endsListName] })
                },
              )
            }
          />
        )}
      </Panel>
      <Actions>
        <PageLink to={`organisation/${organisationId}/employment-ends`}>{t('backToList')}</PageLink>
      </Actions>
    </>
  )
}

function Preview({ ends, onYes }: { ends: EndsOfFileView; onYes: () => Promise<() => void> }) {
  const t = useTexts(employmentEndTexts)
  const { counts } = ends
  const count = counts.end + counts.plan + counts.move
  return (
    <>
      <Done
        stays
        title={count === 0 ? t('nothingToDo') : t('preview')}
        help={[
          t('counts', counts),
          ...(counts.fault > 0 && count > 0 ? [t('faultsLeftOut')] : []),
        ].join(' ')}
        {...(count === 0 && { status: 'error' as const })}
      />
      <LinesShown {...ends} />
      {count === 0 ? null : (
        <Actions>
          <ConfirmButton
            id="report-ends"
            variant="default"
            label={t('act', { count })}
            title={t('actSure', { count })}
            text={t('actSureHelp', { end: counts.end })}
            onYes={onYes}
          />
        </Actions>
      )}
    </>
  )
}

/** The lines, those with faults first: the first ones here, and all as a file. */
function LinesShown({ rows, reasons }: EndsOfFileView) {
  const t = useTexts(employmentEndTexts)
  const prepared = useTexts(preparedOrderTexts)
  const boundCard = useBoundCard()
  const language = usePageLanguage()
  const { day } = useDates()
  const outcomeOf = ({ outcome, kind, column, lastDay = '' }: EndRow): string => {
    if (outcome !== 'fault') return t(`outcome.${outcome}`, { day: lastDay && day(lastDay) })
    const reason = reasons.find((each) => each.kind === kind)?.title[language] ?? kind ?? ''
    return column === undefined ? reason : `${endFileColumns[column][language]}: ${reason}`
  }
  const said = (row: EndRow): string =>
    [
      ...(row.name === undefined ? [] : [row.name]),
      ...(row.card === undefined ? [] : [boundCard(row.card)]),
      ...(row.card?.unit === undefined ? [] : [row.card.unit]),
      outcomeOf(row),
      ...(row.name === undefined && row.outcome !== 'fault' ? [t('unknown')] : []),
    ].join(' · ')
  const sorted = [
    ...rows.filter(({ outcome }) => outcome === 'fault'),
    ...rows.filter(({ outcome }) => outcome !== 'fault'),
  ]
  return (
    <>
      <Heading variant="h2" mt="m" mb="s">
        {prepared('lines')}
      </Heading>
      <ul id="end-lines">
        {sorted.slice(0, maxShown).map((row) => (
          <li key={row.line}>{`${prepared('line', { line: row.line })}: ${said(row)}`}</li>
        ))}
      </ul>
      {rows.length > maxShown ? (
        <Paragraph mt="s">{t('moreRows', { count: rows.length, shown: maxShown })}</Paragraph>
      ) : null}
      <Actions>
        <Button
          variant="secondary"
          onClick={() => {
            const heads = [
              prepared('faultLine'),
              ...[t('name'), t('cardNumber'), t('unit'), t('lastDay'), t('outcome')],
            ]
            const lines = rows.map((row) => [
              ...[String(row.line), row.name ?? '', row.card?.cardNumber ?? ''],
              ...[row.card?.unit ?? '', row.lastDay === undefined ? '' : day(row.lastDay)],
              outcomeOf(row),
            ])
            saveAs(t('rowsName'), `\uFEFF${[heads, ...lines].map(csvLine).join('')}`)
          }}
        >
          {t('saveRows')}
        </Button>
      </Actions>
    </>
  )
}
