import { testOrganisation, type TestPerson } from '@sotevarmenne/identifiers/test-people'

/** Card data of an invented person, besides the name. */
export const saysOf = {
  professional: ({ right, registrationNumber, doctorId }: TestPerson) => ({
    ...{ title: right, registrationNumber },
    ...(doctorId !== undefined && { doctorId }),
  }),
  member: ({ jobTitle, registrationNumber }: TestPerson) => ({
    ...{ title: jobTitle, subjectNumber: registrationNumber },
  }),
  organisation: ({ registrationNumber }: TestPerson) => ({
    ...{ ...testOrganisation, subjectNumber: registrationNumber },
  }),
  citizen: ({ satu }: TestPerson) => ({ satu }),
}
