import {
  publishedContacts,
  serviceContactsPath,
  type PublishedContacts,
  type ServiceContacts,
} from '@sotevarmenne/api/service-contacts'
import { useQuery } from '@tanstack/react-query'

/** How to reach the operator; undefined while it loads, and when the operator has given nothing. */
export const useServiceContacts = (): ServiceContacts | undefined => usePublished()?.contacts

/** Whether the service is a real one; undefined while it loads. */
export function useIsProductionService(): boolean | undefined {
  const published = usePublished()
  return published && published.isProductionService === true
}

function usePublished(): PublishedContacts | undefined {
  const { data } = useQuery({
    queryKey: ['service-contacts'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const response = await fetch(serviceContactsPath, { signal })
      return publishedContacts.parse(await response.json())
    },
  })
  return data
}
