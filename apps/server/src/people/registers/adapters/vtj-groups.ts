import { language as languages } from '@sotevarmenne/api/values'
import { inOneLine } from '@sotevarmenne/identifiers/plain-text'
import { postalCodeIn } from '@sotevarmenne/identifiers/postal-code'
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
export function factsOf(groups: readonly Group[]): PopulationFacts | undefined {
  try {
    return readGroups(groups)
  } catch (thrown) {
    if (thrown instanceof z.ZodError) return undefined
    throw thrown
  }
}

/** Name and non-disclosure must be there: no address is used because a group is missing. */
function readGroups(groups: readonly Group[]): PopulationFacts {
  const { etunimi, sukunimi } = name.parse(currentOf(groups, 'HENKILON_NIMI'))
  const { turvakieltoAktiivinen } = nonDisclosure.parse(currentOf(groups, 'TURVAKIELTO'))
  const language = languageOf(groups)
  const died = currentOf(groups, 'KUOLINPAIVA')
  const home = currentOf(groups, 'VAKINAINEN_KOTIMAINEN_OSOITE')
  const diedOn = died && death.parse(died)
  return {
    givenNames: etunimi,
    surname: sukunimi,
    language,
    nonDisclosure: turvakieltoAktiivinen,
    ...(diedOn && { died: diedOn }),
    // Dropped even if the register sends one by mistake.
    ...(home && !turvakieltoAktiivinen && { address: addressOf(home, language) }),
  }
}

/** The group that has not ended, or the one that ends last. */
function currentOf(groups: readonly Group[], wanted: GroupName): Group | undefined {
  const ends = (each: Group): string => endOf.parse(each).loppupv?.arvo ?? '9999'
  return groups
    .filter(({ tietoryhma }) => tietoryhma === wanted)
    .toSorted((one, other) => ends(other).localeCompare(ends(one)))[0]
}

const endOf = z.object({ loppupv: z.object({ arvo: z.string() }).nullish() })

/** The language for contacts, or else the mother tongue; Finnish for those whom the service does not speak. */
function languageOf(groups: readonly Group[]): PopulationFacts['language'] {
  const [first] = (['ASIOINTIKIELI', 'AIDINKIELI'] as const).flatMap(
    (wanted) => currentOf(groups, wanted) ?? [],
  )
  return languages.catch('fi').parse(first && spoken.parse(first).kielikoodi)
}

/** As people's forms write it, so that an address they confirm can be compared. */
function addressOf(
  home: Group,
  language: PopulationFacts['language'],
): NonNullable<PopulationFacts['address']> {
  const read = address.parse(home)
  const { katunumero, huoneistokirjain, huoneistonumero, jakokirjain } = read
  // Three digits in the register.
  const flat = `${(huoneistonumero ?? '').replace(/^0+/, '')}${jakokirjain ?? ''}`
  const house = [katunumero ?? '', huoneistokirjain ?? '', flat]
  const street = [nameIn(read.katunimi, language), ...house]
  return {
    street: inOneLine(street.filter((part) => part !== '').join(' ')),
    postalCode: postalCodeIn(read.postinumero),
    postOffice: inOneLine(nameIn(read.postitoimipaikka, language)),
    country: 'FI',
  }
}

const nameIn = ({ fi, sv }: z.output<typeof named>, language: string): string =>
  z
    .string()
    .min(1)
    .parse(language === 'sv' ? (sv ?? fi) : (fi ?? sv))
