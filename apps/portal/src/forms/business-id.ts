import { businessId } from '@sotevarmenne/api/values'

/** Whether it has the form of a business ID, by the service's own rule. */
export const isBusinessId = (typed: string): boolean => businessId.safeParse(typed).success
