import {
  fileColumns,
  prepareByFile,
  previewByFile,
  type FileColumn,
  type LineFault,
} from '@sotevarmenne/api/employments'
import { spreadsheetUpload } from '@sotevarmenne/api/uploads'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { useState } from 'react'
import { useParams } from 'react-router'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { ActionButton } from '../layout/action-button.tsx'
import { callApi, queryClient } from '../api/call-api.ts'
import { useCardPrice } from '../fees/card-price.ts'
import { documentOf, DocumentInput } from '../forms/document-input.tsx'
import { Done } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { useMoney } from '../texts/money.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'
import { saveAs } from '../audit-log/save-as.ts'

/** The most rows that a page can usefully show: the rest is in the file. */
const maxShown = 200

const columns = Object.keys(fileColumns) as FileColumn[]

type Preview = ResponseOf<typeof previewByFile>
type Prepared = ResponseOf<typeof prepareByFile>

/** Orders from a spreadsheet: first what it would prepare, then all of its lines, or none with the reasons. */
export function PrepareByFilePage() {
  const t = useTexts(preparedOrderTexts)
  const { organisationId = '' } = useParams()
  const { run, isActing, clear, shown } = useAction()
  const [file, setFile] = useState<File>()
  const [found, setFound] = useState<Preview | Prepared>()
  const isLarge = file !== undefined && file.size > spreadsheetUpload.maxBytes
  const isReady = found?.outcome === 'ready'

  const send = (chosen: File): Promise<void> =>
    run<Preview | Prepared>(
      async () => {
        const content = { organisationId, file: await documentOf(chosen) }
        return isReady ? callApi(prepareByFile, content) : callApi(previewByFile, content)
      },
      (value) => {
        setFound(value)
        if (isReady) void queryClient.invalidateQueries({ queryKey: ['prepared-orders'] })
      },
    )

  return (
    <>
      <PageTitle>{t('prepareFile')}</PageTitle>
      <Paragraph mb="m">{t('fileHelp')}</Paragraph>
      <Panel aria-labelledby="columns">
        <ColumnHelp organisationId={organisationId} />
      </Panel>
      <Panel aria-label={t('prepareFile')}>
        <DocumentInput
          id="people-file"
          label={t('file')}
          hint={t('fileHint')}
          accept=".csv,text/csv"
          error={isLarge ? { status: 'error', statusText: t('fileTooLarge') } : {}}
          onChosen={(chosen) => {
            clear()
            setFound(undefined)
            setFile(chosen)
          }}
        />
        {found?.outcome === 'ready' ? <Ready {...found} /> : null}
        {found?.outcome === 'prepared' ? (
          <Done
            title={t('fileDone', { count: found.count })}
            help={t(found.areDrafts ? 'doneDraft' : 'doneHelp')}
          />
        ) : null}
        {found?.outcome === 'nothing' ? <Faults {...found} /> : null}
        {shown}
        {file === undefined || isLarge || (found !== undefined && !isReady) ? null : (
          <Actions>
            <ActionButton
              id={isReady ? 'send-file' : 'check-file'}
              onClick={() => void send(file)}
              isActing={isActing}
            >
              {t(isReady ? 'sendFile' : 'checkFile')}
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

/** How each column is filled in, and a file with an example row. */
function ColumnHelp({ organisationId }: { organisationId: string }) {
  const t = useTexts(preparedOrderTexts)
  const language = usePageLanguage()
  const example: { readonly [Column in FileColumn]: string } = {
    ...{ identityCode: t('exampleCode'), name: t('exampleName'), title: t('exampleTitle') },
    ...{ unitOid: '', employmentEndsOn: '31.12.2030', reference: 'HR-1001' },
    ...{ logsInToPatientSystems: t('exampleYes'), declaredBy: t('exampleDeclaredBy') },
  }
  return (
    <>
      <Heading variant="h2" id="columns" mb="s">
        {t('columns')}
      </Heading>
      <ul>
        {columns.map((column) => (
          <li key={column}>
            <b>{fileColumns[column][language]}</b>: {t(`column.${column}`)}
            {column === 'unitOid' ? (
              <>
                {' '}
                <PageLink to={`organisation/${organisationId}/facts`}>{t('unitsOpen')}</PageLink>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      <Actions>
        <Button
          variant="secondary"
          onClick={() => {
            const heads = columns.map((column) => fileColumns[column][language])
            const rows = [heads, columns.map((column) => example[column])]
            // With a byte order mark, so that spreadsheets read the letters correctly.
            saveAs(t('templateName'), `\uFEFF${rows.map(csvLine).join('')}`)
          }}
        >
          {t('template')}
        </Button>
      </Actions>
    </>
  )
}

/** What would be prepared: how many cards at which price, and what they cost together. */
function Ready({ count, areDrafts, prices, letters }: Extract<Preview, { outcome: 'ready' }>) {
  const t = useTexts(preparedOrderTexts)
  const priceShown = useCardPrice()
  const money = useMoney()
  const sum = prices.reduce(
    (total, { price, count: cards }) =>
      total + (price.kind === 'priced' ? price.amount.cents * cards : 0),
    0,
  )
  return (
    <>
      <Done
        stays
        title={t('ready', { count, sum: money(sum) })}
        help={t(areDrafts ? 'readyDraftHelp' : 'readyHelp')}
      />
      <ul id="prices">
        {prices.map(({ price, count: cards }) => (
          <li key={price.because}>
            {t('cards', { count: cards })}: {priceShown(price)}
          </li>
        ))}
      </ul>
      {letters === undefined || letters.length === 0 ? null : (
        <>
          <Paragraph mt="s">{t('letters')}</Paragraph>
          <ul id="letters">
            {letters.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** Errors by line, in the order of the file: the first ones here, and all as a file. */
function Faults({ lines, faults, reasons }: Extract<Prepared, { outcome: 'nothing' }>) {
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
        stays
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
