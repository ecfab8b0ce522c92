import { pointTexts as t } from '@sotevarmenne/api/point-texts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { county, type County, type viewPublicPoint } from '@sotevarmenne/api/points'
import { id } from '@sotevarmenne/api/values'
import { accessibilityFeatures, counties, spokenLanguages } from '@sotevarmenne/api/words'
import { html, type Html } from '@sotevarmenne/pages/html'
import { isLanguage, type Language } from '@sotevarmenne/pages/languages'
import { showDay } from '@sotevarmenne/kernel/show'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Permit } from '#platform/permit.ts'
import type { RequestedPage, PageWithoutScripts } from '#platform/http/first-words.ts'
import type { PublicPoints } from './create-public-points.ts'

type PublicPoint = ResponseOf<typeof viewPublicPoint>

/** Points on a page of the list. */
const pointsShown = 20

/**
 * What the portal's pages of registration points show where scripts do not run: the list with its search, and
 * a point with all that a visitor needs. Only the free slots are missing. Returns undefined for every other
 * page.
 */
export const pagesWithoutScripts =
  ({
    points,
    permit,
  }: {
    readonly points: PublicPoints
    readonly permit: () => Permit<'registration.searchPoints'>
  }) =>
  async ({ path, query }: RequestedPage): Promise<PageWithoutScripts | undefined> => {
    const [, language, page, pointId, ...more] = path.split('/')
    if (!isLanguage(language) || page !== 'points' || more.length > 0) return undefined
    if (pointId === undefined || pointId === '')
      return listPage(points, permit(), { language, query })
    return id.safeParse(pointId).success
      ? pointPage(points, permit(), { language, pointId })
      : undefined
  }

async function listPage(
  { searchPoints }: PublicPoints,
  permit: Permit<'registration.searchPoints'>,
  { language, query }: { readonly language: Language; readonly query: URLSearchParams },
): Promise<PageWithoutScripts> {
  const chosen = county.safeParse(query.get('county')).data
  const place = (query.get('place') ?? '').trim().slice(0, 80)
  const cursor = query.get('cursor') ?? undefined
  const sought = { county: chosen, place, limit: pointsShown }
  const found = await searchPoints(permit, { ...sought, cursor })
  // An invalid cursor leads to the first page.
  const { points, nextCursor } = found.ok
    ? found.value
    : await firstPage(searchPoints, permit, sought)
  return {
    language,
    title: t.heading[language],
    content: html`
      <h1>${t.heading[language]}</h1>
      <p>${t.lead[language]}</p>
      ${searchForm({ language, chosen, place })}
      <h2>${t.found[language]}</h2>
      ${
        points.length === 0
          ? html`<p>${t.none[language]}</p>`
          : html`<ul>
              ${points.map((point) => pointRow(point, language))}
            </ul>`
      }
      ${
        nextCursor !== undefined &&
        html`<p>
          <a href="${addressOf(language, { county: chosen, place, cursor: nextCursor })}"
            >${texts.more[language]}</a
          >
        </p>`
      }
    `,
  }
}

async function firstPage(
  searchPoints: PublicPoints['searchPoints'],
  permit: Permit<'registration.searchPoints'>,
  sought: Parameters<PublicPoints['searchPoints']>[1],
) {
  const found = await searchPoints(permit, sought)
  if (!found.ok) throw new Error(`a list without a cursor is refused: ${found.refusal.kind}`)
  return found.value
}

const searchForm = ({
  language,
  chosen,
  place,
}: {
  readonly language: Language
  readonly chosen: County | undefined
  readonly place: string
}): Html => html`
  <form method="get" action="/${language}/points" role="search">
    <p>
      <label for="plain-county">${t.county[language]}</label>
      <select id="plain-county" name="county">
        <option value="">${t.any[language]}</option>
        ${county.options.map((one) =>
          one === chosen
            ? html`<option value="${one}" selected>${counties[one][language]}</option>`
            : html`<option value="${one}">${counties[one][language]}</option>`,
        )}
      </select>
    </p>
    <p>
      <label for="plain-place">${t.placeHint[language]}</label>
      <input id="plain-place" name="place" value="${place}" />
    </p>
    <p><button>${t.search[language]}</button></p>
  </form>
`

const pointRow = (
  { pointId, name, address, details }: PublicPoint,
  language: Language,
): Html => html`
  <li>
    <a href="/${language}/points/${pointId}">${name}</a><br />
    ${[
      `${address.street}, ${address.postOffice}`,
      counties[details.county][language],
      details.languages.map((one) => spokenLanguages[one][language]).join(', '),
      ...(details.hasPublicDuty ? [] : [t.ownOnly[language]]),
    ].join(' · ')}
  </li>
`

function addressOf(
  language: Language,
  sought: { readonly county: County | undefined; readonly place: string; readonly cursor: string },
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(sought))
    if (value !== undefined && value !== '') query.set(name, value)
  return `/${language}/points?${query.toString()}`
}

async function pointPage(
  { viewPublicPoint, listPointServices }: PublicPoints,
  permit: Permit<'registration.searchPoints'>,
  { language, pointId }: { readonly language: Language; readonly pointId: string },
): Promise<PageWithoutScripts | undefined> {
  const found = await viewPublicPoint(permit, { pointId })
  if (!found.ok) return undefined
  const { name, address, details, fees } = found.value
  const listed = await listPointServices()
  const services = listed.ok ? listed.value.services : []
  const nameOf = (service: string) =>
    services.find(({ code }) => code === service)?.name[language] ?? service
  const list = (all: readonly string[]): string => all.join(', ')
  const facts: readonly (readonly [title: string, text: Html | string | undefined])[] = [
    [t.address[language], `${address.street}, ${address.postalCode} ${address.postOffice}`],
    [t.directions[language], details.directions],
    [t.phone[language], details.phone],
    [t.county[language], counties[details.county][language]],
    [t.pointOperator[language], details.pointOperator],
    [t.services[language], feesOf(details.services, { fees, nameOf, language })],
    [t.hours[language], hoursOf(details, language)],
    [t.languages[language], list(details.languages.map((one) => spokenLanguages[one][language]))],
    [
      t.accessibility[language],
      list(details.accessibility.map((one) => accessibilityFeatures[one][language])) || undefined,
    ],
  ]
  return {
    language,
    title: name,
    content: html`
      <h1>${name}</h1>
      <p>${t[details.hasPublicDuty ? 'everybody' : 'ownOnly'][language]}</p>
      <dl>
        ${facts.map(
          ([title, text]) =>
            text !== undefined &&
            html`<dt>${title}</dt>
              <dd>${text}</dd>`,
        )}
      </dl>
      <noscript><p>${texts.appointment[language]}</p></noscript>
      <p><a href="/${language}/points">${t.toPoints[language]}</a></p>
    `,
  }
}

function feesOf(
  services: PublicPoint['details']['services'],
  {
    fees,
    nameOf,
    language,
  }: {
    readonly fees: PublicPoint['fees']
    readonly nameOf: (service: string) => string
    readonly language: Language
  },
): Html {
  const money = new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR' })
  return html`<ul>
      ${services.map((service) => {
        const fee = fees.find((one) => one.service === service)
        const amount = fee === undefined ? t.free[language] : money.format(fee.cents / 100)
        const own = fee?.isFreeForOwnStaff === true ? `, ${t.freeForOwn[language]}` : ''
        return html`<li>${`${nameOf(service)}: ${amount}${own}`}</li>`
      })}
    </ul>
    ${t.feesHelp[language]}`
}

function hoursOf(
  { openingHours, exceptions }: Pick<PublicPoint['details'], 'openingHours' | 'exceptions'>,
  language: Language,
): Html {
  const clock = new Intl.DateTimeFormat(locales[language], { timeStyle: 'short', timeZone: 'UTC' })
  const weekday = new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' })
  const at = (time: string): string => clock.format(Date.parse(`1970-01-01T${time}Z`))
  const shown = (
    periods: readonly { readonly from: string; readonly to: string }[] = [],
  ): string =>
    periods.length === 0
      ? t.closed[language]
      : periods.map(({ from, to }) => `${at(from)}–${at(to)}`).join(', ')
  return html`<ul>
      ${[1, 2, 3, 4, 5, 6, 7].map((day) => {
        const hours = openingHours.find((one) => one.weekday === day)
        // The first of January 2024 was a Monday.
        return html`<li>
          ${`${weekday.format(Date.UTC(2024, 0, day))} ${shown(hours?.periods)}`}
        </li>`
      })}
      ${exceptions.map(({ date, periods, reason }) => {
        const why = reason === undefined ? '' : `, ${reason}`
        return html`<li>${`${showDay(date as LocalDate, language)} ${shown(periods)}${why}`}</li>`
      })}
    </ul>
    ${t.holidays[language]}`
}

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

const texts = {
  more: { fi: 'Näytä lisää', sv: 'Visa fler', en: 'Show more' },
  appointment: {
    fi: 'Ajan varaaminen täällä vaatii JavaScriptin. Ilman sitä varaa aika puhelimitse.',
    sv: 'För att boka tid här behövs JavaScript. Utan det bokar du tid per telefon.',
    en: 'Booking an appointment here requires JavaScript. Without it, book by telephone.',
  },
} as const
