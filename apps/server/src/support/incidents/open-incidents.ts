import {
  incidentNoticeTexts,
  maxIncidentsInNotice,
  type OpenIncident,
} from '@sotevarmenne/api/incidents'
import { second } from '@sotevarmenne/kernel/instant'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import { ttlCache } from '#platform/ttl-cache.ts'
import { within } from '#platform/within.ts'
import { openIncidents } from './store.ts'

/**
 * The incidents that last now, for the notice on every page: cached for five seconds. While the database does not
 * respond, those last read stay: an incident may be the reason for it.
 */
export function readOpenIncidents({
  db,
  clock,
  onFault,
}: {
  readonly db: Db
  readonly clock: Clock
  readonly onFault: (fault: unknown) => void
}): () => Promise<readonly OpenIncident[]> {
  const cached = ttlCache<readonly OpenIncident[]>({ clock, milliseconds: 5 * second })
  let lastRead: readonly OpenIncident[] = []
  const read = async (): Promise<readonly OpenIncident[]> => {
    const reading = db.read(openIncidents).then(
      (open) => {
        lastRead = open.map(({ incidentId, title }) => ({ incidentId, title }))
      },
      (fault: unknown) => {
        onFault(fault)
      },
    )
    // No page waits for a silent database because of its notice.
    await within(second, reading).catch(() => undefined)
    return lastRead
  }
  return () => cached('open', read)
}

/** The notice on every page; nothing when no incident lasts. */
export const showIncidentNotice = (incidents: readonly OpenIncident[], language: Language): Html =>
  html`${
    incidents.length > 0 &&
    html`<section aria-label="${incidentNoticeTexts.name[language]}">
      ${incidents
        .slice(0, maxIncidentsInNotice)
        .map(
          ({ title }) =>
            html`<p>
              <strong>${incidentNoticeTexts.incident[language]}</strong> ${title[language]}
            </p>`,
        )}
      <p><a href="/${language}/service-status">${incidentNoticeTexts.more[language]}</a></p>
    </section>`
  }`
