import {
  revokeSupplierRequestedCertificate,
  viewSupplierRequestedCertificate,
  type SupplierRequestedCertificateView,
} from '@sotevarmenne/api/service-certificates'
import { useState } from 'react'
import { useParams } from 'react-router'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { ConfirmButton } from '../layout/confirm-button.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Actions, Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { applicationTones, CertificateShown } from '../service-certificates/application-shown.tsx'
import { OutdatedShown } from '../service-certificates/outdated-shown.tsx'
import { useRevocationReason } from '../service-certificates/revocation-reason.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** A certificate that a supplier got with the organisation's OID: it can be viewed and revoked. */
export function SupplierRequestedCertificatePage() {
  const t = useTexts(certificateTexts)
  const { organisationId = '', applicationId = '' } = useParams()
  const { runOnConfirm, shown } = useAction()
  const reason = useRevocationReason()
  const [isRevoked, setIsRevoked] = useState(false)
  const queryKey = ['supplier-requested-certificate', organisationId, applicationId]
  const query = useApiQuery(queryKey, viewSupplierRequestedCertificate, {
    organisationId,
    applicationId,
  })
  const back = (
    <Actions>
      <PageLink to={`organisation/${organisationId}/certificates`}>{t('backToList')}</PageLink>
    </Actions>
  )
  if (query.data?.ok !== true)
    return <WithoutResponse query={query} title={t('named')} back={back} />
  const named = query.data.value
  const revoke = (): Promise<() => void> =>
    runOnConfirm(
      () =>
        callApi(revokeSupplierRequestedCertificate, {
          ...{ organisationId, applicationId, reason: reason.chosen() },
        }),
      (value) => {
        setIsRevoked(true)
        queryClient.setQueryData(queryKey, { ok: true, value })
        void queryClient.invalidateQueries({
          queryKey: ['supplier-requested-certificates', organisationId],
        })
      },
    )
  return (
    <>
      <PageTitle>{named.names[0] ?? t('named')}</PageTitle>
      <OutdatedShown application={named} />
      <NamedFacts named={named} />
      <CertificateShown application={named} />
      {isRevoked ? <Done title={t('revoked')} help={t('revokedHelp')} /> : null}
      {shown}
      {named.mayRevoke ? (
        <Actions>
          <ConfirmButton
            id="revoke"
            label={t('revoke')}
            title={t('revokeSure')}
            text={t('revokeNamedText', { organisation: named.organisation.name })}
            onYes={revoke}
            check={reason.check}
            onClose={reason.clear}
          >
            {reason.input}
          </ConfirmButton>
        </Actions>
      ) : null}
      {back}
    </>
  )
}

function NamedFacts({ named }: { named: SupplierRequestedCertificateView }) {
  const t = useTexts(certificateTexts)
  const { organisation, product, isTest, isByProgram, state, unitName, unitOid, names } = named
  return (
    <Panel aria-label={t('named')}>
      <Facts
        facts={[
          [
            t('product'),
            <>
              {t(`product.${product}`)}
              {isTest ? `, ${t('isTest').toLowerCase()}` : ''}{' '}
              <Chip $tone={applicationTones[state]}>{t(`state.${state}`)}</Chip>
            </>,
          ],
          [
            t('organisation'),
            [
              organisation.name,
              organisation.businessId,
              ...(isByProgram ? [t('byProgram')] : []),
            ].join(', '),
          ],
          [t('unit'), [...(unitName === undefined ? [] : [unitName]), unitOid].join(', ')],
          [t(product === 'server' ? 'names' : 'systemName'), names.join(', ')],
        ]}
      />
    </Panel>
  )
}
