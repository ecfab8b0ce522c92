import { useState } from 'react'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { Done } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions } from '../layout/surface.tsx'
import { useAct } from '../layout/use-act.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'
import { fetchOwnData, missingIn, type OwnData } from './own-data.ts'
import { OwnDataShown } from './own-data-shown.tsx'

/** Everything that the service keeps of the holder: as a file for machines, and on the page to read or print. */
export function OwnDataPage() {
  const t = useTexts('own')
  const [data, setData] = useState<OwnData>()
  const { act, isActing, shown } = useAct()

  const fetchData = (): Promise<void> => act(fetchOwnData, setData)

  const missing = data === undefined ? [] : missingIn(data, t('dataEnd'))
  return (
    <>
      <PageTitle>{t('dataHeading')}</PageTitle>
      <div className="not-printed">
        <Paragraph mb="s">{t('dataLead')}</Paragraph>
        <Paragraph mb="s">
          {t('dataNot')} <PageLink to="own/threads/new">{t('dataAsk')}</PageLink>
        </Paragraph>
        {shown}
        {data === undefined ? null : <Done title={t('dataFetched')} help={t('dataFetchedHelp')} />}
        {missing.length === 0 ? null : (
          <InlineAlert status="warning" labelText={t('dataBroken')} mt="s">
            {t('dataBrokenHelp', { paths: missing.join(', ') })}
          </InlineAlert>
        )}
        <Actions>
          <Button
            id="fetch-own-data"
            {...(data === undefined ? {} : { variant: 'secondary' })}
            onClick={() => void fetchData()}
            {...(isActing ? { loading: true, ariaLoadingText: t('dataFetching') } : {})}
          >
            {t('dataFetch')}
          </Button>
          {data === undefined ? null : (
            <>
              <Button
                onClick={() => {
                  saveAs('own-data.ndjson', data.file)
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
      {data === undefined ? null : <OwnDataShown data={data} />}
      <Actions className="not-printed">
        <PageLink to="own">{t('toOwnCards')}</PageLink>
      </Actions>
    </>
  )
}
