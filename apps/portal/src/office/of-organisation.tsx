import type { SessionView } from '@sotevarmenne/api/authentication'
import { viewOrganisation, type OrganisationView } from '@sotevarmenne/api/organisations'
import type { ReactNode } from 'react'
import { Navigate, useOutletContext, useParams } from 'react-router'
import { mayDo } from '../api/session.ts'
import { useApiQuery } from '../api/queries.ts'
import { WithoutResponse } from '../layout/responses.tsx'
import { PageLink, useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'

/** A page of the organisation in the address; by default only case officers may edit. */
export function OfOrganisation({
  children,
  toAuditors = false,
}: {
  children: (organisation: OrganisationView) => ReactNode
  toAuditors?: boolean
}) {
  const t = useTexts(organisationTexts)
  const href = useHref()
  const session = useOutletContext<SessionView>()
  const { organisationId = '' } = useParams()
  const query = useApiQuery(['organisation', organisationId], viewOrganisation, { organisationId })
  if (!toAuditors && !mayDo(session, 'organisations.changeOrganisation'))
    return <Navigate to={href(`operations/organisations/${organisationId}`)} replace />
  if (query.data?.ok === true) return children(query.data.value)
  return (
    <WithoutResponse
      query={query}
      title={t('heading')}
      back={<PageLink to="operations/organisations">{t('back')}</PageLink>}
    />
  )
}
