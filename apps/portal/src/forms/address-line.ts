import type { letterAddress } from '@sotevarmenne/api/values'
import type { z } from 'zod'

type Address = Omit<z.output<typeof letterAddress>, 'country'> & {
  readonly country?: string | undefined
}

/** In one line; of a country other than Finland with its code. */
export const addressLine = ({
  organisation,
  careOf,
  street,
  postalCode,
  postOffice,
  country = 'FI',
}: Address): string =>
  [
    ...(organisation === undefined ? [] : [organisation]),
    ...(careOf === undefined ? [] : [`c/o ${careOf}`]),
    ...[street, `${postalCode} ${postOffice}`.trim()],
    ...(country === 'FI' ? [] : [country]),
  ].join(', ')
