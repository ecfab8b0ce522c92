import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const attribute = z.strictObject({
  key: z.string(),
  value: z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ intValue: z.string().regex(/^-?\d+$/) }),
  ]),
})

/** What OTLP calls ExportTraceServiceRequest, as JSON: the parts that are used, and no other. */
const exported = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          spans: z.array(
            z.strictObject({
              traceId: z.string().regex(/^[\da-f]{32}$/),
              spanId: z.string().regex(/^[\da-f]{16}$/),
              parentSpanId: z
                .string()
                .regex(/^[\da-f]{16}$/)
                .optional(),
              name: z.string().min(1),
              kind: z.int().min(1).max(5),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
              attributes: z.array(attribute),
              status: z.strictObject({ code: z.literal(2).optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
})

export type ReceivedSpan = z.infer<
  typeof exported
>['resourceSpans'][number]['scopeSpans'][number]['spans'][number] & { readonly service: string }

/** A collector of traces: speaks OTLP over HTTP with JSON, and refuses what is not of it. */
export async function otlpReceiver() {
  const spans: ReceivedSpan[] = []
  const refused: unknown[] = []
  const server = createServer((request, response) => {
    json(request).then((body) => {
      const parsed = exported.safeParse(body)
      const isRight =
        request.method === 'POST' &&
        request.url === '/v1/traces' &&
        request.headers['content-type'] === 'application/json'
      if (!isRight || !parsed.success) {
        refused.push(parsed.error ?? request.url)
        response.writeHead(400).end()
        return
      }
      for (const { resource, scopeSpans } of parsed.data.resourceSpans) {
        const name = resource.attributes.find(({ key }) => key === 'service.name')?.value
        const service = name && 'stringValue' in name ? name.stringValue : ''
        for (const each of scopeSpans)
          spans.push(...each.spans.map((span) => ({ ...span, service })))
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    }, refused.push)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    /** Received so far. */
    spans,
    /** Why something was not of the protocol. */
    refused,
    close: async (): Promise<void> => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
