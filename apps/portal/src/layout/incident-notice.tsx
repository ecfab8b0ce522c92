import {
  incidentNoticeTexts,
  maxIncidentsInNotice,
  openIncidents,
  openIncidentsPath,
} from '@sotevarmenne/api/incidents'
import { colours, focusRing, measures } from '@sotevarmenne/design-tokens/tokens'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import styled from 'styled-components'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { PageLink } from './links.tsx'
import { sayOutcome } from './outcome.tsx'

/**
 * The incidents that last, above the content of every page of the application; text pages get the same from the server.
 * A screen reader finds it as a region: only an incident that is announced while the page is open is said at once.
 */
export function IncidentNotice() {
  const t = useTexts(incidentNoticeTexts)
  const language = usePageLanguage()
  const { data } = useOpenIncidents()
  const known = useRef<ReadonlySet<string>>(undefined)

  useEffect(() => {
    if (data === undefined) return
    const before = known.current
    known.current = new Set(data.incidents.map(({ incidentId }) => incidentId))
    const added = data.incidents.find(({ incidentId }) => before?.has(incidentId) === false)
    if (added !== undefined) sayOutcome(`${t('incident')} ${added.title[language]}`)
  }, [data])

  if (data === undefined || data.incidents.length === 0) return null
  return (
    <Notice>
      <section aria-label={t('name')}>
        {data.incidents.slice(0, maxIncidentsInNotice).map(({ incidentId, title }) => (
          <p key={incidentId}>
            <strong>{t('incident')}</strong> {title[language]}
          </p>
        ))}
        <p>
          <PageLink to="service-status">{t('more')}</PageLink>
        </p>
      </section>
    </Notice>
  )
}

/** Read every minute while the page is visible, without the session: that would not end. */
const useOpenIncidents = () =>
  useQuery({
    queryKey: openIncidentsKey,
    staleTime: refreshMilliseconds / 2,
    refetchInterval: refreshMilliseconds,
    refetchOnWindowFocus: 'always',
    retry: false,
    queryFn: async ({ signal }) => {
      const response = await fetch(openIncidentsPath, { signal, credentials: 'omit' })
      return openIncidents.parse(await response.json())
    },
  })

const refreshMilliseconds = 60_000
export const openIncidentsKey = ['open-incidents'] as const

/** Its place on text pages: the server fills it in. */
export const IncidentNoticeOfServer = () => <Notice>{'{{live:incident-notice}}'}</Notice>

const Notice = styled.div`
  section {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    padding: 12px max(24px, calc((100% - ${measures.pageWidth}) / 2 + 24px));
    border-bottom: 3px solid ${colours.bad};
    background: ${colours.badTint};
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
  }
  a {
    color: ${colours.link};
  }
  :focus-visible {
    ${focusRing};
  }
  @media (max-width: 600px) {
    section {
      padding: 12px 16px;
    }
  }
`
