import { checkCharacter } from '@sotevarmenne/identifiers/check-character'
import { parseDoctorId } from '@sotevarmenne/identifiers/doctor-id'
import { parseRegistrationNumber } from '@sotevarmenne/identifiers/registration-number'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import {
  exampleSatu,
  right,
  type ExamplePerson,
  type RegisteredRight,
  type TitleName,
} from './people.ts'

/**
 * As many professionals as a small region has, the same ones at every start. Their codes have individual
 * numbers from 950 on; those of the people in `people.ts` are below.
 */
export const howMany = 5000

/** All people, generated at the first request. */
export function generatedPeople(): readonly ExamplePerson[] {
  created ??= make(howMany)
  return created
}
let created: readonly ExamplePerson[] | undefined

function make(count: number): readonly ExamplePerson[] {
  const random = seededRandom(20_261_125)
  const pick = <Value>(from: readonly Value[]): Value => {
    const value = from[Math.floor(random() * from.length)]
    if (value === undefined) throw new Error('cannot pick from an empty list')
    return value
  }
  const happens = (share: number): boolean => random() < share
  const taken = new Set<string>()

  const identityCode = (): string => {
    for (;;) {
      const born = addDays(localDate('1956-01-01'), Math.floor(random() * 17_500))
      const [year = '', month = '', day = ''] = born.split('-')
      const signs = born < '2000-01-01' ? '------YXWVU' : 'AAAAAABCDEF'
      const sign = signs.charAt(Math.floor(random() * signs.length))
      const individual = 950 + Math.floor(random() * 50)
      const birth = `${day}${month}${year.slice(2)}`
      const code = `${birth}${sign}${String(individual)}${checkCharacter(`${birth}${String(individual)}`)}`
      if (!taken.has(code)) {
        taken.add(code)
        return code
      }
    }
  }

  return Array.from({ length: count }, (_, index): ExamplePerson => {
    const culture = cultures[happens(0.06) ? 'sv' : happens(0.02) ? 'se' : 'fi']
    const registrationNumber = withCheck(`002${String(index).padStart(7, '0')}`, digits, (text) => {
      const parsed = parseRegistrationNumber(text)
      return parsed.ok && parsed.value.luhnFits
    })
    const code = identityCode()
    const rights: Omit<RegisteredRight, 'rightId'>[] = []
    const since = (from: number, to: number): string =>
      addDays(localDate(`${String(from)}-06-01`), Math.floor(random() * (to - from) * 365))
    if (happens(0.03))
      rights.push(
        right('medicalStudent', since(2024, 2026), {
          to: '2029-05-31',
          limits: 'Lääkärin tehtävä laillistetun lääkärin johdon ja valvonnan alaisena',
        }),
      )
    else {
      const first = pick(commonTitles)
      rights.push(
        right(first, since(1985, 2024), {
          ...(happens(0.05) && { to: since(2020, 2026) }),
          ...(happens(0.02) && { limits: 'Saa toimia vain esimiehen valvonnassa' }),
        }),
      )
      if (happens(0.12)) rights.push(right(pick(commonTitles), since(2010, 2024)))
    }
    const prescribes = rights.some(({ code: title }) => ['T20', 'T21', 'T22'].includes(title))
    const town = pick(towns)
    const died = happens(0.015) ? since(2023, 2026) : undefined
    return {
      identityCode: code,
      satu: exampleSatu(1000 + index),
      shows: { fi: 'Keksitty', sv: 'Påhittad', en: 'Generated' },
      inRights: {
        registrationNumber,
        ...(prescribes && {
          doctorId: withCheck(String(40_000 + index), digits, (text) => {
            const parsed = parseDoctorId(text)
            return parsed.ok && parsed.value.luhnFits
          }),
        }),
        rights: rights.map((each, place) => ({
          rightId: `${registrationNumber}-${String(place + 1)}`,
          ...each,
        })),
      },
      inPopulation: {
        givenNames: `${pick(culture.given)} ${pick(culture.given)}`,
        surname: pick(culture.surnames),
        language: culture.language,
        ...(died !== undefined && { died }),
        nonDisclosure: happens(0.01),
        address: {
          street: `${pick(streets)} ${String(1 + Math.floor(random() * 60))}`,
          postalCode: town[1],
          postOffice: town[0],
          country: 'FI',
        },
      },
    }
  })
}

const digits = '0123456789'

/** The text with its check character. Every number has one. */
function withCheck(text: string, candidates: string, fits: (text: string) => boolean): string {
  const check = candidates.split('').find((candidate) => fits(`${text}${candidate}`))
  if (check === undefined) throw new Error(`no check character for ${text}`)
  return `${text}${check}`
}

/** Mulberry32: small, sufficiently uniform, and the same everywhere. From 0 up to 1. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** As frequent as in this list. */
const commonTitles: readonly TitleName[] = [
  ...Array<TitleName>(12).fill('nurse'),
  ...Array<TitleName>(10).fill('practicalNurse'),
  ...Array<TitleName>(4).fill('physician'),
  'dentist',
  'dentalHygienist',
  'pharmacist',
  'pharmacist',
  'physiotherapist',
  'midwife',
  'occupationalTherapist',
  'psychologist',
  'optician',
  'socialWorker',
  'socialWorker',
  'socialInstructor',
]

const cultures = {
  fi: {
    language: 'fi',
    given:
      'Aino Eino Helmi Väinö Kerttu Onni Sylvi Toivo Lempi Eeva Jari Päivi Sari Timo Ulla Kaisa Mikko Jyrki Hannele Satu Veera Roosa Elias Eetu Leevi Ilmari Annikki Orvokki Sakari Tapio Kyllikki Marjatta Heikki Pentti Riikka Tuuli'.split(
        ' ',
      ),
    surnames:
      'Korpela Mäkelä Hämäläinen Pöyhönen Lähteenmäki Räsänen Tähtinen Yli-Hannuksela Ojala Rintala Kivelä Häkkinen Niinimäki Lehtimäki Pääkkönen Jokisalo Koivuniemi Salmela Ylönen Kärkkäinen Vänskä Uusitalo Hietala Myllymäki'.split(
        ' ',
      ),
  },
  sv: {
    language: 'sv',
    given:
      'Anna-Lena Björn Carita Göran Håkan Ingegerd Kjell Lisbeth Märta Åsa Örjan Ulrika Sven-Erik Linnéa Elsa Axel Oskar Tove Maj-Britt Lars'.split(
        ' ',
      ),
    surnames:
      'Åström Öhman Sjöblom Grönroos Wikström Lindén Forsbäck Nygård Hägglund Ekström Bäckman Söderlund Lönnqvist von_Essen Källström'
        .split(' ')
        .map((name) => name.replace('_', ' ')),
  },
  se: {
    language: 'fi',
    given: 'Áile Biret Elle Ánde Máhtte Niillas Inger Jovnna Sárá Issát Risten Čájet'.split(' '),
    surnames: 'Aikio Guttorm Valkeapää Länsman Magga Näkkäläjärvi Ŋuolla Čábet Kitti Šuvi'.split(
      ' ',
    ),
  },
} as const

const towns = [
  ['Helsinki', '00530'],
  ['Espoo', '02100'],
  ['Vantaa', '01300'],
  ['Tampere', '33200'],
  ['Turku', '20100'],
  ['Oulu', '90100'],
  ['Jyväskylä', '40100'],
  ['Lahti', '15110'],
  ['Kuopio', '70100'],
  ['Pori', '28100'],
  ['Joensuu', '80100'],
  ['Vaasa', '65100'],
  ['Rovaniemi', '96200'],
  ['Inari', '99870'],
  ['Maarianhamina', '22100'],
] as const

const streets = ['Koivutie', 'Rantakatu', 'Mäkikatu', 'Kirkkotie', 'Björkvägen', 'Luossatie']
