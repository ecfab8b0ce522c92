import type { EndpointContract, ResponseOf } from '@sotevarmenne/api/endpoint'
import type { Page } from 'playwright-core'

/**
 * From now on the page gets this response of an endpoint: for states that hardly any history leads to. `real`
 * requests what the service responds.
 */
export async function respond<Contract extends EndpointContract>(
  page: Page,
  { method, path }: Contract,
  withResponse: (
    real: () => Promise<ResponseOf<Contract>>,
  ) => ResponseOf<Contract> | Promise<ResponseOf<Contract>>,
): Promise<void> {
  const address = new RegExp(`/api/v1${path.replaceAll(/:\w+/g, '[^/]+')}$`)
  await page.route(
    ({ pathname }) => address.test(pathname),
    async (route) => {
      if (route.request().method() !== method) return route.fallback()
      const json = await withResponse(async () => {
        const response = await route.fetch({ maxRetries: 3 })
        return (await response.json()) as ResponseOf<Contract>
      })
      return route.fulfill({ json })
    },
  )
}
