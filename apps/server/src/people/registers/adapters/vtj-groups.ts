import { language as languages } from '@sotevarmenne/api/values'
import { inOneLine } from '@sotevarmenne/identifiers/plain-text'
import { postalCodeIn } from '@sotevarmenne/identifiers/postal-code'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { z } from 'zod'
import type { PopulationFacts } from '../contract.ts'
import { day } from './day.ts'

/**
 * The groups of data (tietoryhmät) that a lookup asks for. Each is what the permit to use the register must
 * contain.
 */
export const groupsToQuery = [
  'HENKILON_NIMI',
  'ASIOINTIKIELI',
  'AIDINKIELI',
  'KUOLINPAIVA',
  'TURVAKIELTO',
  'VAKINAINEN_KOTIMAINEN_OSOITE',
] as const
type GroupName = (typeof groupsToQuery)[number]

export const group = z.looseObject({ tietoryhma: z.string() })
type Group = z.output<typeof group>

/** A day whose month or day may be unknown: then the first one counts. */
const vtjDay = z
  .object({ arvo: z.string() })
  .transform(({ arvo }) => (/^\d{4}(-\d\d)?$/.test(arvo) ? `${arvo}-01-01`.slice(0, 10) : arvo))
  .pipe(day)

/** In Finnish, Swedish or both. */
const named = z.object({ fi: z.string().nullish(), sv: z.string().nullish() })

const name = z.object({ etunimi: z.string().min(1), sukunimi: z.string().min(1) })
const spoken = z.object({ kielikoodi: z.string() })
/** A death without a day is malformed: it must not pass for a life. */
const death = z.union([
  z.object({ kuollut: z.literal(false) }).transform(() => undefined),
  z.object({ kuollut: z.literal(true), kuolinpv: vtjDay }).transform(({ kuolinpv }) => kuolinpv),
])
const nonDisclosure = z.object({ turvakieltoAktiivinen: z.boolean() })
const address = z.object({
  katunimi: named,
  katunumero: z.string().nullish(),
  huoneistokirjain: z.string().nullish(),
  huoneistonumero: z.string().nullish(),
  jakokirjain: z.string().nullish(),
  postinumero: z.string().regex(/^\d{5}$/),
  postitoimipaikka: named,
})

/** One person's groups as facts; undefined when one is malformed or missing. */
export function factsOf(groups: readonly Group[], today: LocalDate): PopulationFacts | undefined {
  try {
    return readGroups(groups, today)
  } catch (thrown) {
    if (thrown instanceof z.ZodError) return undefined
    throw thrown
  }
}

/** Name and non-disclosure must be there: no address is used because a group is missing. */
function readGroups(groups: readonly Group[], today: LocalDate): PopulationFacts {
  const { etunimi, sukunimi } = name.parse(currentOf(groups, 'HENKILON_NIMI'))
  const { turvakieltoAktiivinen } = nonDisclosure.parse(currentOf(groups, 'TURVAKIELTO'))
  const language = languageOf(groups)
  const died = currentOf(groups, 'KUOLINPAIVA')
  // Nobody lives at an address that has ended.
  const home = currentOf(
    groups.filter((each) => endOfGroup(each) >= today),
    'VAKINAINEN_KOTIMAINEN_OSOITE',
  )
  const livesAt = home && !turvakieltoAktiivinen ? addressOf(home, language) : undefined
  const diedOn = died && death.parse(died)
  return {
    givenNames: etunimi,
    surname: sukunimi,
    language,
    nonDisclosure: turvakieltoAktiivinen,
    ...(diedOn && { died: diedOn }),
    // Dropped even if the register sends one by mistake.
    ...(livesAt && { address: livesAt }),
  }
}

/** The group that has not ended, or the one that ends last. */
function currentOf(groups: readonly Group[], wanted: GroupName): Group | undefined {
  return groups
    .filter(({ tietoryhma }) => tietoryhma === wanted)
    .toSorted((one, other) => endOfGroup(other).localeCompare(endOfGroup(one)))[0]
}

const endOf = z.object({ loppupv: z.object({ arvo: z.string() }).nullish() })
const endOfGroup = (group: Group): string => endOf.parse(group).loppupv?.arvo ?? '9999'

/** The language for contacts, or else the mother tongue; Finnish for those whom the service does not speak. */
function languageOf(groups: readonly Group[]): PopulationFacts['language'] {
  const [first] = (['ASIOINTIKIELI', 'AIDINKIELI'] as const).flatMap(
    (wanted) => currentOf(groups, wanted) ?? [],
  )
  return languages.catch('fi').parse(first && spoken.parse(first).kielikoodi)
}

/**
 * As people's forms write it, so that an address they confirm can be compared. Undefined when it is incomplete:
 * nothing can be sent there.
 */
function addressOf(home: Group, language: PopulationFacts['language']): PopulationFacts['address'] {
  const read = address.safeParse(home)
  if (!read.success) return undefined
  const { katunumero, huoneistokirjain, huoneistonumero, jakokirjain, postinumero } = read.data
  const streetName = nameIn(read.data.katunimi, language)
  const postOffice = nameIn(read.data.postitoimipaikka, language)
  if (streetName === '' || postOffice === '') return undefined
  // Three digits in the register.
  const flat = `${(huoneistonumero ?? '').replace(/^0+/, '')}${jakokirjain ?? ''}`
  const house = [katunumero ?? '', huoneistokirjain ?? '', flat]
  const street = [streetName, ...house]
  return {
    street: inOneLine(street.filter((part) => part !== '').join(' ')),
    postalCode: postalCodeIn(postinumero),
    postOffice,
    country: 'FI',
  }
}

/** Empty when it has no name; the register may send an empty one. */
const nameIn = ({ fi, sv }: z.output<typeof named>, language: string): string => {
  const [finnish, swedish] = [inOneLine(fi ?? ''), inOneLine(sv ?? '')]
  return language === 'sv' ? swedish || finnish : finnish || swedish
}
