import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ServicePrice } from '../contract.ts'
import { listedPrice, type PriceList, type PriceListName } from './price-list.ts'

/** The price list for organisations that need no card agreement for their orders. */
export const defaultPriceList = 'standard' satisfies PriceListName

/**
 * Price of a service certificate ordered on the day, by a person or a program; a test version is free (R220).
 */
export const serviceCertificatePrice = (
  { isTest }: { readonly isTest: boolean },
  on: LocalDate,
  list: PriceList,
): ServicePrice =>
  isTest
    ? { kind: 'free', because: 'test-version' }
    : {
        kind: 'priced',
        amount: listedPrice('service-certificate', on, list),
        because: 'service-certificate',
      }

/** Price of each test card ordered on the day. */
export const testCardPrice = (on: LocalDate, list: PriceList): ServicePrice => ({
  kind: 'priced',
  amount: listedPrice('test-card', on, list),
  because: 'test-card',
})
