import { useState } from 'react'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { Done, Unreachable } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { ProblemOrSignIn } from '../layout/sign-in-again.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { saveAs } from '../trail/save-as.ts'
import { fetchOwnData, missingIn, type OwnData } from './own-data.ts'
import { OwnDataShown } from './own-data-shown.tsx'

/** Everything that the service keeps of the holder: as a file for machines, and on the page to read or print. */
export function OwnDataPage() {
  const t = useTexts('own')
  const [data, setData] = useState<OwnData>()
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isFetching, setIsFetching] = useState(false)
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function fetchData(): Promise<void> {
    setIsFetching(true)
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const fetched = await fetchOwnData()
      if (fetched.ok) setData(fetched.value)
      else setProblem(fetched.refusal)
    } catch {
      setIsUnreachable(true)
    }
    setIsFetching(false)
  }

  const missing = data === undefined ? [] : missingIn(data, t('dataEnd'))
  return (
    <>
      <PageTitle>{t('dataHeading')}</PageTitle>
      <div className="not-printed">
        <Paragraph mb="s">{t('dataLead')}</Paragraph>
        <Paragraph mb="s">
          {t('dataNot')} <PageLink to="own/threads/new">{t('dataAsk')}</PageLink>
        </Paragraph>
        {problem === undefined ? null : <ProblemOrSignIn problem={problem} />}
        {isUnreachable ? <Unreachable onRetry={() => void fetchData()} /> : null}
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
            {...(isFetching ? { loading: true, ariaLoadingText: t('dataFetching') } : {})}
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
