import {
  publishedContacts,
  serviceContactsPath,
  type ServiceContacts,
} from '@sotevarmenne/api/service-contacts'
import { useQuery } from '@tanstack/react-query'

/** How to reach the operator; undefined while it loads, and when the operator has given nothing. */
export function useServiceContacts(): ServiceContacts | undefined {
  const { data } = useQuery({
    queryKey: ['service-contacts'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const response = await fetch(serviceContactsPath, { signal })
      return publishedContacts.parse(await response.json())
    },
  })
  return data?.contacts
}
