import {
  accessibilityFeature,
  shippedPointService,
  type PointDetails,
  type PointService,
} from '@sotevarmenne/api/points'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { PointFacts, PointId } from '#points/points/contract.ts'
import type { Parts } from './parts.ts'

type ExamplePoint = {
  readonly facts: PointFacts & { readonly details: PointDetails }
  /** Identity codes that the simulated registers know. */
  readonly registrars: readonly string[]
}

const days = (weekdays: readonly number[], from: string, to: string) =>
  weekdays.map((weekday) => ({ weekday, periods: [{ from, to }] }))

/**
 * Points besides the first one, of other operators in other counties; the last one has too few registrars.
 */
const examplePoints: readonly ExamplePoint[] = [
  {
    facts: {
      name: 'Aurajoen rekisteröintipiste',
      address: {
        ...{ street: 'Jokirannankatu 4', postalCode: '20100', postOffice: 'TURKU', country: 'FI' },
      },
      details: {
        ...{ county: 'southwest-finland', pointOperator: 'Varsinais-Suomen hyvinvointialue' },
        pointOperatorBusinessId: '9900022-9',
        services: shippedPointService.options,
        languages: ['fi', 'sv', 'en'],
        openingHours: [...days([1, 2, 3, 4], '08:00', '15:30'), ...days([5], '08:00', '13:00')],
        exceptions: [],
        accessibility: accessibilityFeature.options,
        directions: 'A-ovi, 2. kerros, hissi',
        ...{ phone: '02 123 4567', hasPublicDuty: true, desks: 2, slotMinutes: 15 },
      },
    },
    registrars: ['040472-9268', '090868-923K'],
  },
  {
    facts: {
      name: 'Ounasvaaran rekisteröintipiste',
      address: {
        ...{ street: 'Vaarantie 9', postalCode: '96100', postOffice: 'ROVANIEMI', country: 'FI' },
      },
      details: {
        ...{ county: 'lapland', pointOperator: 'Ounasvaaran hyvinvointialue' },
        services: ['registering', 'handing-over', 'spare-card'],
        languages: ['fi', 'se', 'en'],
        openingHours: days([2, 4], '09:00', '14:00'),
        exceptions: [],
        accessibility: ['step-free'],
        ...{ phone: '016 123 456', hasPublicDuty: true, desks: 1, slotMinutes: 20 },
      },
    },
    registrars: ['150683-924R', '190790-9271'],
  },
  {
    facts: {
      name: 'Kosken sairaalan rekisteröintipiste',
      address: {
        ...{ street: 'Koskikatu 12', postalCode: '33200', postOffice: 'TAMPERE', country: 'FI' },
      },
      details: {
        ...{ county: 'pirkanmaa', pointOperator: 'Kosken sairaala' },
        services: ['registering', 'photographing', 'handing-over'],
        languages: ['fi'],
        openingHours: days([1, 3], '12:00', '16:00'),
        exceptions: [],
        accessibility: [],
        ...{ hasPublicDuty: false, desks: 1, slotMinutes: 15 },
      },
    },
    registrars: ['251161-928N'],
  },
]

/** Of the first point, besides the registrar of the bootstrap. */
const secondRegistrar = '180684-911H'

/** Cents without VAT, as requested by some points; each with the underlying cost. */
const examplePrices: readonly (readonly [PointService, number, number])[] = [
  ['registering', 4000, 4350],
  ['photographing', 900, 980],
  ['handing-over', 1500, 1500],
  ['spare-card', 5565, 5900],
  ['new-code', 4194, 4400],
]

type PointParts = Pick<
  Parts,
  'systemPermit' | 'clock' | 'db' | 'people' | 'registers' | 'registration'
>

/** At the first start of a demo environment, when only the point of the bootstrap exists. */
export async function enterExamplePoints(parts: PointParts): Promise<void> {
  const { systemPermit, db, registration } = parts
  const [first, ...others] = await db.read(registration.allPoints)
  if (!first || others.length > 0) return

  await appoint(parts, first.pointId, [secondRegistrar])
  await setPrices(parts, first.pointId, shippedPointService.options)
  for (const { facts, registrars } of examplePoints) {
    const permit = systemPermit('registration.enterPoint', 'cli')
    const pointId = created(
      await db.write(async (tx) => ok(await registration.addPoint(tx, permit, facts))),
    )
    await appoint(parts, pointId, registrars)
    await setPrices(parts, pointId, facts.details.services)
  }
}

async function appoint(
  { systemPermit, db, clock, people, registers, registration }: PointParts,
  pointId: string,
  codes: readonly string[],
): Promise<void> {
  for (const code of codes) {
    const identityCode = created(parseIdentityCode(code))
    const { givenNames, surname, language, nonDisclosure, address } = created(
      await registers.lookUpPerson(identityCode),
    )
    const facts = { identityCode, givenNames, surname, language, nonDisclosure }
    const training = {
      course: 'Rekisteröijän verkkokurssi',
      completedOn: dateInHelsinki(clock.now()),
      certificate: 'Esimerkki',
    }
    created(
      await db.write(async (tx) => {
        const personId = await people.rememberPerson(tx, { ...facts, ...(address && { address }) })
        const permit = systemPermit('registration.appointRegistrar', 'cli')
        const lastDay = addYears(dateInHelsinki(clock.now()), 4)
        const requested = { personId, pointId, training, lastDay }
        return registration.appointRegistrar(tx, permit, requested)
      }),
    )
  }
}

async function setPrices(
  { systemPermit, clock, db, registration }: PointParts,
  pointId: PointId,
  services: readonly PointService[],
): Promise<void> {
  for (const [service, netCents, cents] of examplePrices)
    if (services.includes(service))
      created(
        await db.write((tx) =>
          registration.setPrice(tx, systemPermit('pointPrices.decide', 'cli'), {
            ...{ pointId, service, netCents, vatPermille: 255 },
            costSheet: [{ what: 'Työ, tila ja laitteet', cents }],
            isFreeForOwnStaff: true,
            validFrom: dateInHelsinki(clock.now()),
          }),
        ),
      )
}

function created<Value>(result: Result<Value, { readonly kind: string }>): Value {
  if (!result.ok)
    throw new Error(`a demo registration point was not created: ${JSON.stringify(result.refusal)}`)
  return result.value
}
