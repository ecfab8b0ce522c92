import { eligibilityProblems } from '#cards/products/index.ts'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { texts } from './texts.ts'

export const tooManyLookUpsProblems = {
  'too-many-look-ups': { status: 429, ...texts.tooManyLookUps },
}

export const viewVisitorProblems = {
  ...notAtAPointProblems,
  ...unavailableProblems,
  'not-an-identity-code': { status: 422, ...texts.notAnIdentityCode },
  'no-such-birth-date': { status: 422, ...texts.noSuchBirthDate },
  'individual-number-not-in-use': { status: 422, ...texts.individualNumberNotInUse },
  'wrong-check-character': { status: 422, ...texts.wrongCheckCharacter },
  'unknown-to-population-register': eligibilityProblems['unknown-to-population-register'],
  ...personNotFoundProblems,
  'look-up-reason-missing': { status: 409, ...texts.lookUpReasonMissing },
  ...tooManyLookUpsProblems,
}
