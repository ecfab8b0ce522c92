import { useState } from 'react'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { ActionButton } from '../layout/action-button.tsx'
import { Done } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { ownTexts } from './texts.ts'
import { saveAs } from '../audit-log/save-as.ts'
import { fetchDataExport, missingIn, type DataExport } from './data-export.ts'
import { DataExportShown } from './data-export-shown.tsx'

/** The holder's data export: as a file for machines, and on the page to read or print. */
export function DataExportPage() {
  const t = useTexts(ownTexts)
  const [data, setData] = useState<DataExport>()
  const { run, isActing, shown } = useAction()

  const fetchData = (): Promise<void> => run(fetchDataExport, setData)

  const missing = data === undefined ? [] : missingIn(data, t('dataEnd'))
  return (
    <>
      <PageTitle>{t('dataHeading')}</PageTitle>
      <div className="not-printed">
        <Paragraph mb="s">{t('dataLead')}</Paragraph>
        <Paragraph mb="s">
          {t('dataNot')} <PageLink to="own/cases/new">{t('dataRequest')}</PageLink>
        </Paragraph>
        {shown}
        {data === undefined ? null : <Done title={t('dataFetched')} help={t('dataFetchedHelp')} />}
        {missing.length === 0 ? null : (
          <InlineAlert status="warning" labelText={t('dataBroken')} mt="s">
            {t('dataBrokenHelp', { paths: missing.join(', ') })}
          </InlineAlert>
        )}
        <Actions>
          <ActionButton
            id="fetch-data-export"
            {...(data === undefined ? {} : { variant: 'secondary' })}
            onClick={() => void fetchData()}
            isActing={isActing}
            acting={t('dataFetching')}
          >
            {t('dataFetch')}
          </ActionButton>
          {data === undefined ? null : (
            <>
              <Button
                onClick={() => {
                  saveAs('data-export.ndjson', data.file)
                }}
              >
                {t('dataSave')}
              </Button>
              <Button
                variant="secondary"
                onClick={() => {
                  print()
                }}
              >
                {t('dataPrint')}
              </Button>
            </>
          )}
        </Actions>
      </div>
      {data === undefined ? null : <DataExportShown data={data} />}
      <Actions className="not-printed">
        <PageLink to="own">{t('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}
