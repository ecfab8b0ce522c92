import type { BusinessId } from '@sotevarmenne/identifiers/business-id'

/** The organisation's address in electronic commerce (OVT, SFS 5748): the code of Finland's tax administration and the business ID. */
export const ovtOf = (businessId: BusinessId): string => `0037${businessId.replace('-', '')}`
