import { generatedPeople } from '@sotevarmenne/sandbox/registers/generated-people'

/** Identity codes of people in the simulated registers, by what their situation is. */
export const people = {
  kaarlo: '020275-902B',
  aino: '140388-9039',
  olli: '051170-904A',
  erkkiWithoutRight: '121265-905C',
  ottoWithoutRights: '230499-906U',
  tuulaNotDisclosed: '300983-9079',
  studentWithLimits: '170801A908Y',
  physicianAndDentist: '051290-952U',
  anna: '030591-9204',
  mikko: '170279-921N',
  stina: '180684-911H',
  swedishSpeaking: '281186-922V',
} as const

export type Stranger = {
  readonly identityCode: string
  readonly givenNames: string
  readonly surname: string
}

/**
 * A professional of the simulated registers whom nobody has served yet, another one at each call: with one
 * right without an end, and a name in ASCII.
 */
export function strangers(): () => Stranger {
  const all = generatedPeople().flatMap(({ identityCode, inRights, inPopulation }) => {
    const [right, another] = inRights?.rights ?? []
    if (inPopulation === undefined || right === undefined || another !== undefined) return []
    const { givenNames, surname, language, died, nonDisclosure } = inPopulation
    // Such a right needs a Doctor ID.
    const lacksDoctorId =
      (/^T2[0-2]$/.test(right.code) || right.mayPrescribe === true) &&
      inRights?.doctorId === undefined
    const isEveryday =
      !lacksDoctorId &&
      ![right.to, right.limits, died].some((each) => each !== undefined) &&
      !nonDisclosure &&
      language === 'fi' &&
      /^[A-Za-z -]+$/.test(`${givenNames} ${surname}`)
    return isEveryday ? [{ identityCode, givenNames, surname }] : []
  })
  let served = 0
  return () => {
    const next = all[served++]
    if (next === undefined) throw new Error('everybody was served')
    return next
  }
}
