import { viewDocument } from '@sotevarmenne/api/agreements'
import { Navigate, useParams } from 'react-router'
import { useApiQuery } from '../api/queries.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from '../agreements/texts.ts'
import { CardAgreementForm } from './draft-card-agreement-page.tsx'
import { DelegationForm } from './draft-delegation-page.tsx'
import { OfAccount } from './of-account.tsx'

/** The terms of a draft, until it is signed. */
export function ChangeDraftPage() {
  const t = useTexts(agreementTexts)
  const href = useHref()
  const { organisationId = '', documentId = '' } = useParams()
  const query = useApiQuery(['document', organisationId, documentId], viewDocument, {
    organisationId,
    documentId,
  })
  const path = `organisation/${organisationId}/agreements`
  if (query.data?.ok !== true)
    return (
      <WithoutResponse
        query={query}
        title={t('heading')}
        back={
          <Actions>
            <PageLink to={path}>{t('backToList')}</PageLink>
          </Actions>
        }
      />
    )
  const { terms, may } = query.data.value
  // Signed in the meantime, or nothing to change: its page shows the state.
  if (!may.includes('change') || terms.kind === 'end')
    return <Navigate to={href(`${path}/${documentId}`)} replace />
  return (
    <OfAccount>
      {(account) =>
        terms.kind === 'agreement' ? (
          <CardAgreementForm account={account} draft={{ documentId, terms }} />
        ) : (
          <DelegationForm account={account} draft={{ documentId, terms }} />
        )
      }
    </OfAccount>
  )
}
