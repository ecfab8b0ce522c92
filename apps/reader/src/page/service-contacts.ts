import {
  publishedContacts,
  serviceContactsPath,
  type ServiceContacts,
} from '@sotevarmenne/api/service-contacts'
import { second } from '@sotevarmenne/kernel/instant'

/** How to reach the operator; undefined when the service does not respond, or has none. */
export async function requestContacts(serviceOrigin: string): Promise<ServiceContacts | undefined> {
  try {
    const response = await fetch(`${serviceOrigin}${serviceContactsPath}`, {
      signal: AbortSignal.timeout(2 * second),
    })
    return publishedContacts.parse(await response.json()).contacts
  } catch {
    // Without a connection the page names where the number is printed.
    return undefined
  }
}
