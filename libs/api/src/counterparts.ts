import { z } from 'zod'
import type { ThreeLanguages } from './values.ts'

/** Registers of others that the service calls. */
export const registerName = z.enum(['rights', 'population', 'business', 'signing', 'codes'])
export type RegisterName = z.infer<typeof registerName>

/** As in the middle of a sentence. */
const registerNames: Readonly<Record<RegisterName, ThreeLanguages>> = {
  rights: {
    fi: 'ammattioikeuksien rekisteri (Terhikki ja Suosikki)',
    sv: 'registret över yrkesrättigheter (Terhikki och Suosikki)',
    en: 'the register of rights to practise (Terhikki and Suosikki)',
  },
  population: {
    fi: 'väestötietojärjestelmä',
    sv: 'befolkningsdatasystemet',
    en: 'the population register',
  },
  business: {
    fi: 'yritys- ja yhteisötietojärjestelmä (YTJ)',
    sv: 'företags- och organisationsdatasystemet (FODS)',
    en: 'the Business Information System (YTJ)',
  },
  signing: {
    fi: 'nimenkirjoitusoikeuksien rekisteri',
    sv: 'registret över namnteckningsrätter',
    en: 'the register of signing rights',
  },
  codes: { fi: 'koodistopalvelu', sv: 'kodtjänsten', en: 'the code service' },
}

/** Which of them do not respond, as a sentence without a full stop. */
export function notResponding(registers: readonly RegisterName[]): ThreeLanguages {
  const named = (language: keyof ThreeLanguages, and: string): string => {
    const names = registers.map((register) => registerNames[register][language]).join(and)
    return names.charAt(0).toUpperCase() + names.slice(1)
  }
  const areMany = registers.length > 1
  return {
    fi: `${named('fi', ' ja ')} ${areMany ? 'eivät vastaa' : 'ei vastaa'}`,
    sv: `${named('sv', ' och ')} svarar inte`,
    en: `${named('en', ' and ')} ${areMany ? 'are' : 'is'} not responding`,
  }
}
