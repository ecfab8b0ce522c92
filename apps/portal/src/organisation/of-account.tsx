import { viewAccount, type AccountView } from '@sotevarmenne/api/accounts'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { useApiQuery } from '../api/queries.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { accountTexts } from './account-texts.ts'

/** A page of the account in the address, for its members. */
export function OfAccount({ children }: { children: (account: AccountView) => ReactNode }) {
  const t = useTexts(accountTexts)
  const { organisationId = '' } = useParams()
  const query = useApiQuery(['account', organisationId], viewAccount, { organisationId })
  if (query.data?.ok === true) return children(query.data.value)
  return (
    <WithoutResponse
      query={query}
      title={t('heading')}
      back={<PageLink to="organisation">{t('back')}</PageLink>}
    />
  )
}

/** A link from a page of an account to its first page. */
export function BackToAccount() {
  const t = useTexts(accountTexts)
  const { organisationId = '' } = useParams()
  return <PageLink to={`organisation/${organisationId}`}>{t('backToAccount')}</PageLink>
}
