import { bringByLink, examineByLink, viewByLink } from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Facts, Panel, Prose } from '../layout/surface.tsx'
import { BringRequest } from '../service-certificates/bring-request.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/**
 * The landing page of the technical contact's link: for this application only, and once. The secret is behind
 * the `#`.
 */
export function CertificateRequestPage() {
  const t = useTexts(certificateTexts)
  const token = useLocation().hash.slice(1)
  const [isDone, setIsDone] = useState(false)
  return (
    <Prose>
      <PageTitle>{t('linkHeading')}</PageTitle>
      {isDone ? (
        <Done title={t('linkDone')} help={t('linkDoneHelp')} />
      ) : token === '' ? (
        <InlineAlert status="warning" labelText={t('noToken')}>
          {t('noTokenHelp')}
        </InlineAlert>
      ) : (
        <Opened
          token={token}
          onDone={() => {
            setIsDone(true)
          }}
        />
      )}
    </Prose>
  )
}

function Opened({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useTexts(certificateTexts)
  const { time } = useDates()
  const query = useApiQuery(['certificate-request', token], viewByLink, { token })
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const { product, isTest, names, organisation, unitName, unitOid, expiresAt } = query.data.value
  return (
    <>
      <Paragraph>{t('linkHolds', { until: time(expiresAt) })}</Paragraph>
      <Panel aria-label={t('heading')}>
        <Facts
          facts={[
            [t('product'), `${t(`product.${product}`)}${isTest ? `, ${t('isTest')}` : ''}`],
            [t('organisation'), organisation],
            [t('unit'), [unitName, unitOid].filter((fact) => fact !== undefined).join(', ')],
            [t(product === 'server' ? 'names' : 'systemName'), names.join(', ')],
          ]}
        />
      </Panel>
      <Panel aria-label={t('request')}>
        <BringRequest
          product={product}
          names={names}
          onExamine={(request) => callApi(examineByLink, { token, request })}
          onBring={(request) => callApi(bringByLink, { token, request })}
          onBrought={onDone}
        />
      </Panel>
    </>
  )
}
