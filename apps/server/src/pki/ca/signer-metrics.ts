import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { socketOf } from '@sotevarmenne/issuing/socket/client-roles'

/** The signer's own metrics, in the Prometheus text format. Rejects when it does not respond within 3 seconds. */
export const signerMetricsOf = (socketFolder: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(
      { socketPath: socketOf(socketFolder, 'receipts'), path: '/metrics', agent: false },
      (response) => {
        if (response.statusCode === 200) {
          text(response).then(resolve, reject)
          return
        }
        response.resume()
        reject(new Error(`the signer responds ${String(response.statusCode)} to /metrics`))
      },
    )
    const late = setTimeout(() => sent.destroy(new Error('the signer is silent')), 3_000)
    sent.once('close', () => {
      clearTimeout(late)
    })
    sent.once('error', reject)
    sent.end()
  })
