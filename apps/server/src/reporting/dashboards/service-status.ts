import {
  notResponding,
  silentAfterMilliseconds,
  withoutCounterpart,
  type Counterpart,
} from '@sotevarmenne/api/counterparts'
import { reportingRegister, type ReportingRegister } from '@sotevarmenne/api/registers'
import { day, minute, parseInstant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { showInstant } from '@sotevarmenne/kernel/show'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { Sources } from './view-overview.ts'

export type StatusOfParts = Readonly<Record<PartName, PartStatus>>

/** `late`: it works, but not as it should. `unknown`: it could not be reached. */
export type PartStatus =
  | {
      readonly state: 'works' | 'late'
      readonly figure?: Figure
      /** Systems of others that have not responded for minutes. */
      readonly silent?: readonly Counterpart[]
    }
  | { readonly state: 'fails' | 'unknown' }

/** A measurement: an age in milliseconds, or until when something is valid. */
type Figure = { readonly age: number } | { readonly until: Instant }

const partNames = ['ocsp', 'lists', 'signing', 'work', 'registers', 'others'] as const
type PartName = (typeof partNames)[number]

export type ServiceStatusSources = Pick<Sources, 'newestCrls' | 'queue'> & {
  readonly db: Db
  readonly clock: Clock
  /** Queries an OCSP node; rejects when none responds. */
  readonly queryOcspNode: () => Promise<{ readonly revocationsReadAt: Instant | undefined }>
  /** Rejects when the signer or one of its keys does not work. */
  readonly signerWorks: () => Promise<unknown>
  /** When the change feed of each register last responded. */
  readonly registerFeeds: (tx: Parameters<Sources['queue']>[0]) => Promise<readonly RegisterFeed[]>
  /** Since when each system of others fails, absent while it responds, and when it last failed. */
  readonly counterparts: (tx: Parameters<Sources['queue']>[0]) => Promise<
    readonly {
      readonly counterpart: Counterpart
      readonly failingSince?: Instant
      readonly failedAt?: Instant
    }[]
  >
}

type RegisterFeed = { readonly register: ReportingRegister; readonly answeredAt?: Instant }

/**
 * The present state of the service, for the public: metrics for M17's limits, no personal data. Each part is
 * queried separately, none through the jobs process. The result is cached for five seconds.
 */
export function createServiceStatus(sources: ServiceStatusSources): () => Promise<StatusOfParts> {
  let known: { readonly at: number; readonly status: Promise<StatusOfParts> } | undefined
  return () => {
    const at = performance.now()
    if (known === undefined || at > known.at + 5 * second) known = { at, status: look(sources) }
    return known.status
  }
}

async function look(sources: ServiceStatusSources): Promise<StatusOfParts> {
  const { db, clock, queryOcspNode, signerWorks, newestCrls, queue, registerFeeds, counterparts } =
    sources
  const now = clock.now()
  const fails = { state: 'fails' } as const
  const unknown = { state: 'unknown' } as const
  const [ocsp, lists, signing, work, registers, others] = await Promise.all([
    queryOcspNode().then(
      ({ revocationsReadAt }): PartStatus => {
        if (revocationsReadAt === undefined) return fails
        return aged(now - revocationsReadAt, 30 * second)
      },
      () => fails,
    ),
    db.read(newestCrls).then(
      (all) =>
        statusOfCrls(
          all.filter(({ byCeremony }) => !byCeremony),
          now,
        ),
      () => unknown,
    ),
    signerWorks().then(
      (): PartStatus => ({ state: 'works' }),
      () => fails,
    ),
    db.read(queue).then(
      ({ oldestMilliseconds }): PartStatus => aged(oldestMilliseconds, 15 * minute),
      () => unknown,
    ),
    db.read(registerFeeds).then(
      (feeds) => statusOfRegisters(feeds, now),
      () => unknown,
    ),
    db.read(counterparts).then(
      (all) => statusOfOthers(all, now),
      () => unknown,
    ),
  ])
  return { ocsp, lists, signing, work, registers, others }
}

const aged = (age: number, bound: number) => ({
  state: age > bound ? ('late' as const) : ('works' as const),
  figure: { age: Math.max(0, age) },
})

/** The register that has been silent the longest decides. */
function statusOfRegisters(feeds: readonly RegisterFeed[], now: Instant): PartStatus {
  const answered = feeds.flatMap(({ register, answeredAt }) =>
    answeredAt === undefined ? [] : [{ register, age: now - answeredAt }],
  )
  if (answered.length === 0) return { state: 'unknown' }
  const silent = answered
    .filter(({ age }) => age > silentAfterMilliseconds)
    .map(({ register }) => register)
  const age = Math.max(...answered.map((one) => one.age))
  return { ...aged(age, silentAfterMilliseconds), ...(silent.length > 0 && { silent }) }
}

/** Those whose change feeds are read are told apart by them. One that nobody has called for a day may work again. */
function statusOfOthers(
  all: Awaited<ReturnType<ServiceStatusSources['counterparts']>>,
  now: Instant,
): PartStatus {
  const silent = all
    .filter(({ failingSince }) => failingSince && now - failingSince > silentAfterMilliseconds)
    .filter(({ failedAt }) => failedAt && now - failedAt <= day)
    .map(({ counterpart }) => counterpart)
    .filter((each) => !reportingRegister.safeParse(each).success)
  return silent.length > 0 ? { state: 'late', silent } : { state: 'works' }
}

/** The CRL that ends first decides: after its end nobody may rely on it. */
function statusOfCrls(
  lists: readonly { readonly nextUpdate: Instant; readonly dueBy: Instant }[],
  now: Instant,
): PartStatus {
  const [first] = lists.toSorted((one, other) => one.nextUpdate - other.nextUpdate)
  if (first === undefined) return { state: 'unknown' }
  if (now >= first.nextUpdate) return { state: 'fails' }
  return { state: now >= first.dueBy ? 'late' : 'works', figure: { until: first.nextUpdate } }
}

const health = z.object({ revocationsReadAt: z.string().optional() })

/** Queries the OCSP node at the address, with a timeout of two seconds. */
export const queryOcspNodeAt =
  (validationUrl: string): ServiceStatusSources['queryOcspNode'] =>
  async () => {
    const response = await fetch(`${validationUrl}/health/ready`, {
      signal: AbortSignal.timeout(2000),
    })
    if (!response.ok) throw new Error('the OCSP node is not ready')
    const { revocationsReadAt } = health.parse(await response.json())
    return {
      revocationsReadAt:
        revocationsReadAt === undefined ? undefined : parseInstant(revocationsReadAt),
    }
  }

/** The status as a part of a page. */
export function showServiceStatus(
  parts: StatusOfParts,
  {
    now,
    language,
    openIncidents,
  }: {
    readonly now: Instant
    readonly language: Language
    /** Those that were announced and last now. */
    readonly openIncidents: readonly { readonly title: Text }[]
  },
): Html {
  const states = Object.values(parts).map(({ state }) => state)
  const areAllWorking = states.every((state) => state === 'works')
  const isGood = areAllWorking && openIncidents.length === 0
  const summary = areAllWorking ? 'good' : states.includes('fails') ? 'bad' : 'partly'
  return html`<p class="${isGood ? 'good' : 'bad'}">
      ${(isGood || !areAllWorking) && html`<strong>${summaries[summary][language]}</strong> `}
      ${openIncidents.map(
        ({ title }) =>
          html`<strong
            >${texts.incident[language].replace('{{title}}', () => title[language])}</strong
          > `,
      )}
      ${showInstant(now, language)}
    </p>
    ${silentCounterparts(parts).map(
      (counterpart) =>
        html`<p>
          <strong>${notResponding([counterpart])[language]}.</strong>
          ${withoutCounterpart[counterpart][language]}
        </p>`,
    )}
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.part[language]}</th>
          <th scope="col">${texts.state[language]}</th>
          <th scope="col">${texts.figure[language]}</th>
        </tr>
      </thead>
      <tbody>
        ${partNames.map((name) => {
          const part = parts[name]
          return html`<tr>
            <th scope="row">${names[name][language]}</th>
            <td>${stateNames[part.state][language]}</td>
            <td>${'figure' in part && showFigure(name, part.figure, language)}</td>
          </tr>`
        })}
      </tbody>
    </table>`
}

const silentCounterparts = ({ registers, others }: StatusOfParts): readonly Counterpart[] =>
  [registers, others].flatMap((part) => ('silent' in part ? (part.silent ?? []) : []))

function showFigure(name: PartName, figure: Figure, language: Language): string {
  if ('until' in figure)
    return texts.validUntil[language].replace('{{time}}', showInstant(figure.until, language))
  const kind = name === 'ocsp' || name === 'registers' ? 'read' : 'waits'
  if (figure.age < second) return figuresNow[kind][language]
  return figures[kind][language].replace('{{age}}', showAge(figure.age, language))
}

function showAge(milliseconds: number, language: Language): string {
  const unit = milliseconds < 2 * minute ? 'second' : 'minute'
  const value = Math.round(milliseconds / (unit === 'second' ? second : minute))
  return new Intl.NumberFormat(locales[language], { style: 'unit', unit }).format(value)
}

const locales = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

const names = {
  ocsp: {
    fi: 'Varmenteiden tila (OCSP)',
    sv: 'Certifikatens status (OCSP)',
    en: 'Status of certificates (OCSP)',
  },
  lists: { fi: 'Sulkulistat', sv: 'Spärrlistor', en: 'Revocation lists' },
  signing: {
    fi: 'Varmenteiden myöntäminen',
    sv: 'Utfärdande av certifikat',
    en: 'Issuing of certificates',
  },
  work: {
    fi: 'Kirjeet, viestit ja muut työt',
    sv: 'Brev, meddelanden och annat arbete',
    en: 'Letters, notices and other work',
  },
  registers: {
    fi: 'Muutokset rekistereistä',
    sv: 'Ändringar från register',
    en: 'Changes from registers',
  },
  others: {
    fi: 'Yhteydet muihin järjestelmiin',
    sv: 'Förbindelser till andra system',
    en: 'Connections to other systems',
  },
} as const satisfies Readonly<Record<PartName, Text>>

const stateNames = {
  works: { fi: 'Toimii', sv: 'Fungerar', en: 'Works' },
  late: { fi: 'Myöhässä', sv: 'Försenat', en: 'Late' },
  fails: { fi: 'Ei toimi', sv: 'Fungerar inte', en: 'Does not work' },
  unknown: { fi: 'Ei tiedossa', sv: 'Okänt', en: 'Not known' },
} as const satisfies Readonly<Record<PartStatus['state'], Text>>

const summaries = {
  good: { fi: 'Palvelu toimii.', sv: 'Tjänsten fungerar.', en: 'All systems operational.' },
  partly: {
    fi: 'Osa palvelusta on myöhässä.',
    sv: 'En del av tjänsten är försenad.',
    en: 'Part of the service is delayed.',
  },
  bad: {
    fi: 'Osa palvelusta ei toimi.',
    sv: 'En del av tjänsten fungerar inte.',
    en: 'Part of the service is not working.',
  },
} as const satisfies Readonly<Record<string, Text>>

const figures = {
  read: { fi: 'luettu {{age}} sitten', sv: 'läst för {{age}} sedan', en: 'checked {{age}} ago' },
  waits: {
    fi: 'vanhin odottaa {{age}}',
    sv: 'det äldsta väntar {{age}}',
    en: 'the oldest has waited {{age}}',
  },
} as const satisfies Readonly<Record<string, Text>>

/** Below a second. */
const figuresNow = {
  read: { fi: 'luettu juuri nyt', sv: 'läst alldeles nyss', en: 'checked just now' },
  waits: { fi: 'jono on tyhjä', sv: 'kön är tom', en: 'queue empty' },
} as const satisfies Readonly<Record<keyof typeof figures, Text>>

const texts = {
  incident: {
    fi: 'Palvelussa on häiriö: {{title}}.',
    sv: 'Tjänsten har en störning: {{title}}.',
    en: 'There is an incident: {{title}}.',
  },
  part: { fi: 'Osa', sv: 'Del', en: 'Part' },
  state: { fi: 'Tila', sv: 'Status', en: 'Status' },
  figure: { fi: 'Nyt', sv: 'Nu', en: 'Now' },
  validUntil: {
    fi: 'voimassa {{time}} asti',
    sv: 'gäller till {{time}}',
    en: 'valid until {{time}}',
  },
} as const satisfies Readonly<Record<string, Text>>
