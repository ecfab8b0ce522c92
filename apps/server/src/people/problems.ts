import type { ProblemsFor } from '#platform/endpoint.ts'
import type { IdentificationRefusal } from './domain/identification.ts'

/** Wherever a person is identified, the document is refused in the same words. */
export const identificationProblems = {
  'document-expired': {
    status: 422,
    title: {
      fi: 'Tunnistusasiakirja on vanhentunut',
      sv: 'Identitetshandlingen har gått ut',
      en: 'The identity document has expired',
    },
    advice: {
      fi: 'Tunnista henkilö voimassa olevalla passilla tai henkilökortilla.',
      sv: 'Identifiera personen med ett giltigt pass eller identitetskort.',
      en: 'Identify the person by a valid passport or identity card.',
    },
  },
  'document-country-not-accepted': {
    status: 422,
    title: {
      fi: 'Tämän maan henkilökortti ei kelpaa',
      sv: 'Ett identitetskort från detta land godkänns inte',
      en: 'An identity card of this country is not accepted',
    },
    advice: {
      fi: 'Henkilökortti kelpaa ETA-maasta, Sveitsistä ja San Marinosta, passi kaikista maista.',
      sv: 'Identitetskort godkänns från EES-länder, Schweiz och San Marino, pass från alla länder.',
      en: 'Identity cards are accepted of EEA countries, Switzerland and San Marino; passports of all countries.',
    },
  },
} satisfies ProblemsFor<IdentificationRefusal>
