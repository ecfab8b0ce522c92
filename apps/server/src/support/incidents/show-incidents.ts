import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showInstant } from '@sotevarmenne/kernel/show'
import type { Db } from '#platform/db.ts'
import { incidentsBehind, openIncidents, type Incident } from './store.ts'

/** All open ones, and the newest of those that have ended. */
export const incidentsToShow = (db: Db): Promise<readonly Incident[]> =>
  db.read(async (tx) => {
    const open = await openIncidents(tx)
    const newest = await incidentsBehind(tx, { behind: undefined, limit: 10 })
    return [...open, ...newest.filter(({ endedAt }) => endedAt !== undefined)]
  })

/** Incidents as a part of the status page. */
export const showIncidents = (incidents: readonly Incident[], language: Language): Html => html`
  <h2>${texts.heading[language]}</h2>
  ${incidents.length === 0 && html`<p>${texts.none[language]}</p>`}
  ${incidents.map(
    ({ beganAt, endedAt, title, updates }) =>
      html`<h3>${title[language]}</h3>
        <p>
          <strong>${endedAt === undefined ? texts.lasts[language] : texts.over[language]}</strong>
          ${
            endedAt === undefined
              ? texts.since[language].replace('{{from}}', showInstant(beganAt, language))
              : `${showInstant(beganAt, language)} – ${showInstant(endedAt, language)}`
          }
        </p>
        <ul>
          ${updates
            .toReversed()
            .map(({ at, text }) => html`<li>${showInstant(at, language)}: ${text[language]}</li>`)}
        </ul>`,
  )}
  <p><a href="/${language}/incidents.atom">${texts.feed[language]}</a></p>
`

/** The same as an Atom feed (RFC 4287), for subscribers. */
export function incidentsFeed(
  incidents: readonly Incident[],
  { language, publicUrl, now }: { language: Language; publicUrl: string; now: Instant },
): string {
  const page = `${publicUrl}/${language}/service-status`
  const lastOf = ({ updates, beganAt }: Incident): Instant => updates.at(-1)?.at ?? beganAt
  const changed = incidents.map(lastOf)
  return html`<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
      <id>${page}</id>
      <title>${texts.heading[language]}</title>
      <updated
        >${formatInstant(changed.length === 0 ? now : (Math.max(...changed) as Instant))}</updated
      >
      <link rel="self" href="${publicUrl}/${language}/incidents.atom" />
      <link href="${page}" />
      <author><name>sotevarmenne</name></author>
      ${incidents.map(
        (incident) =>
          html`<entry>
            <id>urn:uuid:${incident.incidentId}</id>
            <title>${incident.title[language]}</title>
            <published>${formatInstant(incident.beganAt)}</published>
            <updated>${formatInstant(lastOf(incident))}</updated>
            <link href="${page}" />
            <content type="text"
              >${incident.updates
                .map(({ at, text }) => `${showInstant(at, language)}: ${text[language]}`)
                .join('\n')}</content
            >
          </entry>`,
      )}
    </feed>`.markup
}

const texts = {
  heading: { fi: 'Häiriöt', sv: 'Störningar', en: 'Incidents' },
  none: {
    fi: 'Häiriöitä ei ole ilmoitettu.',
    sv: 'Inga störningar har meddelats.',
    en: 'No incidents have been announced.',
  },
  lasts: { fi: 'Jatkuu.', sv: 'Pågår.', en: 'Ongoing.' },
  over: { fi: 'Ohi.', sv: 'Över.', en: 'Over.' },
  since: { fi: 'Alkoi {{from}}', sv: 'Började {{from}}', en: 'Began {{from}}' },
  feed: {
    fi: 'Tilaa häiriötiedot (Atom)',
    sv: 'Prenumerera på störningar (Atom)',
    en: 'Subscribe to incidents (Atom)',
  },
} as const satisfies Readonly<Record<string, Text>>
