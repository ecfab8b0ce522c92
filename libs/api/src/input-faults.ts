import type { z } from 'zod'
import { isAboutCharacters, type Language, type ThreeLanguages as Text } from './values.ts'

/** What is wrong with one member of an input, in the reader's language: never the words of the library. */
export const textOfFault = (
  issue: z.core.$ZodIssue | z.core.$ZodRawIssue,
  language: Language,
): string => faultOf(issue)[language]

function faultOf(issue: z.core.$ZodIssue | z.core.$ZodRawIssue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? texts.missing : texts.notUsable
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formatFaults[issue.format] ?? texts.otherForm
    case 'unrecognized_keys':
      return texts.unknownMember
    case 'custom':
      return isAboutCharacters(issue) ? texts.characters : texts.notUsable
    case 'invalid_value':
      return issue.input === undefined ? texts.missing : texts.notInList
    case 'not_multiple_of':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return texts.notUsable
  }
}

type Bound<Issue, Limit extends keyof Issue> = Pick<
  Issue,
  Limit | Extract<'origin' | 'inclusive', keyof Issue>
>

function tooSmall({
  origin,
  minimum,
  inclusive,
}: Bound<z.core.$ZodIssueTooSmall, 'minimum'>): Text {
  const min = String(inclusive === false ? Number(minimum) + 1 : minimum)
  if (origin === 'string')
    return min === '1'
      ? texts.missing
      : {
          fi: `Kirjoita vähintään ${min} merkkiä`,
          sv: `Skriv minst ${min} tecken`,
          en: `Enter at least ${min} characters`,
        }
  if (origin === 'array' || origin === 'set')
    return min === '1'
      ? texts.missing
      : {
          fi: `Anna vähintään ${min}`,
          sv: `Ange minst ${min}`,
          en: `Enter at least ${min}`,
        }
  return {
    fi: `Pienin mahdollinen arvo on ${min}`,
    sv: `Det minsta möjliga värdet är ${min}`,
    en: `The smallest possible value is ${min}`,
  }
}

function tooBig({ origin, maximum, inclusive }: Bound<z.core.$ZodIssueTooBig, 'maximum'>): Text {
  const max = String(inclusive === false ? Number(maximum) - 1 : maximum)
  if (origin === 'string')
    return {
      fi: `Kirjoita enintään ${max} merkkiä`,
      sv: `Skriv högst ${max} tecken`,
      en: `Enter at most ${max} characters`,
    }
  if (origin === 'array' || origin === 'set')
    return { fi: `Anna enintään ${max}`, sv: `Ange högst ${max}`, en: `Enter at most ${max}` }
  return {
    fi: `Suurin mahdollinen arvo on ${max}`,
    sv: `Det största möjliga värdet är ${max}`,
    en: `The largest possible value is ${max}`,
  }
}

const texts = {
  missing: { fi: 'Tieto puuttuu', sv: 'Uppgiften saknas', en: 'The information is missing' },
  notUsable: {
    fi: 'Tieto ei kelpaa',
    sv: 'Uppgiften kan inte användas',
    en: 'The information cannot be used',
  },
  otherForm: {
    fi: 'Tieto on väärässä muodossa',
    sv: 'Uppgiften har fel form',
    en: 'The information is in the wrong form',
  },
  notInList: {
    fi: 'Valitse jokin vaihtoehdoista',
    sv: 'Välj något av alternativen',
    en: 'Choose one of the options',
  },
  unknownMember: {
    fi: 'Tuntematon tieto',
    sv: 'Okänd uppgift',
    en: 'Unknown member',
  },
  characters: {
    fi: 'Käytä kirjaimia, numeroita ja tavallisia välimerkkejä',
    sv: 'Använd bokstäver, siffror och vanliga skiljetecken',
    en: 'Use letters, digits and common punctuation',
  },
} as const satisfies Readonly<Record<string, Text>>

const formatFaults: Readonly<Record<string, Text>> = {
  email: {
    fi: 'Anna sähköpostiosoite, esimerkiksi etunimi@esimerkki.fi',
    sv: 'Ange en e-postadress, till exempel fornamn@exempel.fi',
    en: 'Enter an e-mail address, for example name@example.fi',
  },
  date: { fi: 'Anna päivä', sv: 'Ange en dag', en: 'Enter a day' },
  datetime: {
    fi: 'Anna päivä ja kellonaika',
    sv: 'Ange dag och klockslag',
    en: 'Enter a day and a time',
  },
}
