import { viewAccount, type Account } from '@sotevarmenne/api/accounts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { ask } from '../api/ask.ts'
import { WithoutAnswer } from '../layout/answers.tsx'
import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'

/** A page of the account of the address, for its members. */
export function OfAccount({ children }: { children: (account: Account) => ReactNode }) {
  const t = useTexts('accounts')
  const { organisationId = '' } = useParams()
  const query = useQuery({
    queryKey: ['account', organisationId],
    queryFn: ({ signal }) => ask(viewAccount, { organisationId }, signal),
  })
  if (query.data?.ok === true) return children(query.data.value)
  return (
    <WithoutAnswer
      query={query}
      title={t('heading')}
      back={<PageLink to="organisation">{t('back')}</PageLink>}
    />
  )
}

/** From a page of an account to its first. */
export function BackToAccount() {
  const t = useTexts('accounts')
  const { organisationId = '' } = useParams()
  return <PageLink to={`organisation/${organisationId}`}>{t('backToAccount')}</PageLink>
}
