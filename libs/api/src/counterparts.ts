import { z } from 'zod'
import type { ThreeLanguages } from './values.ts'

/** Registers of others that the service calls. */
export const registerName = z.enum(['rights', 'population', 'business', 'signing', 'codes'])
export type RegisterName = z.infer<typeof registerName>

export const registerNames: Readonly<Record<RegisterName, ThreeLanguages>> = {
  rights: {
    fi: 'Ammattioikeuksien rekisteri (Terhikki ja Suosikki)',
    sv: 'Registret över yrkesrättigheter (Terhikki och Suosikki)',
    en: 'Register of rights to practise (Terhikki and Suosikki)',
  },
  population: {
    fi: 'Väestötietojärjestelmä',
    sv: 'Befolkningsdatasystemet',
    en: 'Population register',
  },
  business: {
    fi: 'Yritys- ja yhteisötietojärjestelmä (YTJ)',
    sv: 'Företags- och organisationsdatasystemet (FODS)',
    en: 'Business Information System (YTJ)',
  },
  signing: {
    fi: 'Nimenkirjoitusoikeuksien rekisteri',
    sv: 'Registret över namnteckningsrätter',
    en: 'Register of signing rights',
  },
  codes: { fi: 'Koodistopalvelu', sv: 'Kodtjänsten', en: 'Code service' },
}

/** Which of them do not respond, as a sentence without a full stop. */
export function notResponding(registers: readonly RegisterName[]): ThreeLanguages {
  const named = (language: keyof ThreeLanguages, and: string): string =>
    registers.map((register) => registerNames[register][language]).join(and)
  const areMany = registers.length > 1
  return {
    fi: `${named('fi', ' ja ')} ${areMany ? 'eivät vastaa' : 'ei vastaa'}`,
    sv: `${named('sv', ' och ')} svarar inte`,
    en: `${named('en', ' and ')} ${areMany ? 'are' : 'is'} not responding`,
  }
}
