import { viewDocument } from '@sotevarmenne/api/papers'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from 'react-router'
import { ask } from '../api/ask.ts'
import { WithoutAnswer } from '../layout/answers.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { AgreementForm } from './draft-agreement-page.tsx'
import { AuthorisationForm } from './draft-authorisation-page.tsx'
import { OfAccount } from './of-account.tsx'

/** What a draft says, until it is signed. */
export function ChangeDraftPage() {
  const t = useTexts('papers')
  const href = useHref()
  const { organisationId = '', documentId = '' } = useParams()
  const query = useQuery({
    queryKey: ['document', organisationId, documentId],
    queryFn: ({ signal }) => ask(viewDocument, { organisationId, documentId }, signal),
  })
  const path = `organisation/${organisationId}/papers`
  if (query.data?.ok !== true)
    return (
      <WithoutAnswer
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
  // Signed meanwhile, or nothing to be said otherwise: its page tells how it stands.
  if (!may.includes('change') || terms.kind === 'end')
    return <Navigate to={href(`${path}/${documentId}`)} replace />
  return (
    <OfAccount>
      {(account) =>
        terms.kind === 'agreement' ? (
          <AgreementForm account={account} draft={{ documentId, terms }} />
        ) : (
          <AuthorisationForm account={account} draft={{ documentId, terms }} />
        )
      }
    </OfAccount>
  )
}
