import type { buyerAddress } from '@sotevarmenne/api/fees'
import type { z } from 'zod'

/** The address of a buyer, in one line. */
export const addressLine = ({ street, postalCode, town }: z.output<typeof buyerAddress>): string =>
  `${street}, ${postalCode} ${town}`
