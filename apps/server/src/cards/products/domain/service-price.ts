import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ServicePrice } from '../contract.ts'
import { listedPrice, type PriceList, type PriceListName } from './price-list.ts'

/** By which organisations pay that need no card agreement for what they order. */
export const usualPriceList = 'standard' satisfies PriceListName

/** What a service certificate costs that is ordered on the day, by a person or by a program; a test version is free (R220). */
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

/** What each test card costs that is ordered on the day. */
export const testCardPrice = (on: LocalDate, list: PriceList): ServicePrice => ({
  kind: 'priced',
  amount: listedPrice('test-card', on, list),
  because: 'test-card',
})
