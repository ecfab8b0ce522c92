import type { InquiryView } from '@sotevarmenne/api/identification'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const doubted: InquiryView = {
  inquiryId: id(701),
  kind: 'document-doubt',
  state: 'open',
  person: { personId: id(2), givenNames: 'Leena', surname: 'Esimerkki' },
  document: {
    documentType: 'passport',
    documentNumber: 'XK1234567',
    issuingCountry: 'EE',
    expires: '2029-06-30',
  },
  observation: 'Kuva on irronnut yhdestä kulmasta, ja sivun reuna on liimattu.',
  raisedAt: '2026-11-24T09:12:00.000Z',
  may: ['decide'],
}

const without: InquiryView = {
  inquiryId: id(702),
  kind: 'no-document',
  state: 'open',
  person: { personId: id(5), givenNames: 'Erkki', surname: 'Entinen' },
  policeUnit: 'Tampereen pääpoliisiasema',
  observation: 'Passi vanheni toukokuussa, henkilökorttia ei ole.',
  raisedAt: '2026-11-23T13:40:00.000Z',
  may: ['decide'],
}

const verified: InquiryView = {
  ...without,
  inquiryId: id(703),
  person: { personId: id(6), givenNames: 'Sanna', surname: 'Sihteeri' },
  state: 'confirmed',
  endedAt: '2026-11-24T08:00:00.000Z',
  grounds: 'Poliisin ilmoitus saapui ja vastaa henkilötietoja.',
  reference: '5500/R/12345/26',
  goodUntil: '2027-02-18',
}

/** One with a doubtful document, one without a document, and one of a person identified by the police. */
export const inquiries: readonly InquiryView[] = [doubted, without, verified]

export const inquiriesOf = (personId: string): InquiryView[] =>
  inquiries.filter(({ person }) => person.personId === personId)
