import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { readOrganisationFile, type OrganisationFile } from './organisation-file.ts'
import type { Parts } from './parts.ts'

/** Names of registration points of the demo environment. */
type PointNames = { readonly first: string; readonly turku: string }

/**
 * Customers of the demo environment, as the simulated registers know them: one of each kind orders at its own
 * point, one at a point with a delegation, and one has an ended agreement.
 */
const exampleOrganisations = (at: PointNames, today: LocalDate): OrganisationFile => {
  const validFrom = '2026-01-01'
  const helsinki = '9900023-7'
  return [
    {
      ...{ businessId: helsinki, kind: 'provider' },
      name: 'Helsingin kaupunki, sosiaali-, terveys- ja pelastustoimi',
      units: [
        { oid: '1.2.246.10.99000237.10.1', name: 'Kallion terveysasema' },
        { oid: '1.2.246.10.99000237.10.2', name: 'Laakson sairaala' },
      ],
      contacts: [{ name: 'Helmi Henkilöstö', email: 'helmi.henkilosto@example.fi' }],
      agreements: [{ validFrom, points: [at.first] }],
    },
    {
      ...{ businessId: '9900022-9', name: 'Varsinais-Suomen hyvinvointialue', kind: 'provider' },
      units: [
        {
          oid: '1.2.246.10.99000229.10.1',
          name: 'Varsinais-Suomen hyvinvointialue, keskussairaala',
        },
      ],
      contacts: [{ name: 'Tuuli Turku', email: 'tuuli.turku@example.fi', phone: '02 123 4567' }],
      agreements: [{ validFrom, points: [at.turku] }],
      delegations: [
        {
          ...{ validFrom, validTo: addDays(today, 365), points: [at.first], businessId: helsinki },
          deliveryAddress: {
            ...{ street: 'Esimerkkikatu 1', postalCode: '00100', postOffice: 'HELSINKI' },
          },
          contact: { name: 'Helmi Henkilöstö', email: 'helmi.henkilosto@example.fi' },
          ...{ acceptedBy: 'Helmi Henkilöstö', acceptedOn: '2025-12-15' },
        },
      ],
    },
    {
      ...{ businessId: '9900034-1', name: 'Inarin esimerkkiapteekki', kind: 'pharmacy' },
      contacts: [{ name: 'Aslak Apteekkari', email: 'aslak.apteekkari@example.fi' }],
      agreements: [{ validFrom, points: [at.first] }],
    },
    {
      ...{ businessId: '9900047-2', name: 'Potilastieto Esimerkki Oy', kind: 'other-body' },
      contacts: [{ name: 'Ilkka Insinööri', email: 'ilkka.insinoori@example.fi' }],
      agreements: [{ validFrom, points: [at.first] }],
    },
    {
      ...{ businessId: '9900025-3', name: 'Esimerkkilääkärit Oy', kind: 'provider' },
      contacts: [{ name: 'Liisa Lääkäri', email: 'liisa.laakari@example.fi' }],
      agreements: [{ validFrom, validTo: addDays(today, -1), points: [at.first] }],
    },
  ]
}

/** At the first start of a demo environment. Recorded as reviewed by its first case officer and registrar. */
export async function enterExampleOrganisations(
  { systemPermit, clock, codes, db, organisations, registration }: Parts,
  { caseOfficer, registrar }: { readonly caseOfficer: string; readonly registrar: string },
): Promise<void> {
  const points = await db.read(registration.allPoints)
  const named = (part: string): string => {
    const point = points.find(({ name }) => name.includes(part))
    if (!point) throw new Error(`the demo environment has no registration point of ${part}`)
    return point.name
  }
  await codes.copyCodesDaily()
  const file = exampleOrganisations(
    { first: named('Esimerkkilä'), turku: named('Aurajoen') },
    dateInHelsinki(clock.now()),
  )
  const imported = await organisations.importOrganisations(
    systemPermit('organisations.importOrganisations', 'cli'),
    {
      organisations: readOrganisationFile(file, points),
      ...{ enteredBy: caseOfficer, approvedBy: registrar },
    },
  )
  if (!imported.ok)
    throw new Error(`the demo organisations were not entered: ${JSON.stringify(imported.refusal)}`)
}
