import type { OfficePointView, PointPriceView } from '@sotevarmenne/api/points'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import type { RegistrarRole, Price } from './contract.ts'
import { grossCents } from '@sotevarmenne/kernel/money'
import { staffingAt, type Staffing } from './domain/staffing.ts'
import type { VersionedPoint } from './stores/points.ts'

/** A point as the office sees it. `registrarRoles`: those of the point. */
export const officePointShown = (
  point: VersionedPoint,
  registrarRoles: readonly RegistrarRole[],
  now: Instant,
): OfficePointView => ({ ...point, staffing: staffingShown(staffingAt(registrarRoles, now)) })

export const staffingShown = ({
  tooFewFrom,
  ...staffing
}: Staffing): OfficePointView['staffing'] => ({
  ...staffing,
  ...(tooFewFrom !== undefined && { tooFewFrom: formatInstant(tooFewFrom) }),
})

export const priceShown = ({ priceId, ...price }: Price): PointPriceView => ({
  priceId,
  ...priceTermsShown(price),
})

export const priceTermsShown = ({
  pointId: _,
  costSheet,
  ...price
}: Omit<Price, 'priceId'>): Omit<PointPriceView, 'priceId'> => ({
  ...price,
  costSheet: costSheet.map((line) => ({ ...line })),
  grossCents: grossCents(price),
})
