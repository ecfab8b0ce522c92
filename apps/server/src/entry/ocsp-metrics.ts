import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Clock } from '#platform/clock.ts'
import type { OcspFigures } from '#pki/ocsp/index.ts'

/** The figures of a status node in Prometheus' text format. */
export function statusMetrics({
  clock,
  ocspFigures,
  listsEndFirst,
}: {
  readonly clock: Clock
  readonly ocspFigures: () => OcspFigures
  readonly listsEndFirst: () => Instant | undefined
}): { readonly text: () => Promise<string> } {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const answers = new Counter({
    name: 'sotevarmenne_ocsp_answers_total',
    help: 'OCSP answers by how they came about: signed ahead, on demand and kept, live for one asker, or an error',
    labelNames: ['kind'],
    registers,
  })
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `sotevarmenne_ocsp_${name}`, help, registers })
  const certificates = gauge('certificates', 'Certificates that the node knows')
  const signed = gauge('signed_certificates', 'Those of which an answer was signed ahead')
  const age = gauge('known_age_seconds', 'How long ago it was last read what is revoked')
  const remaining = new Gauge({
    name: 'sotevarmenne_ocsp_responder_remaining_seconds',
    help: 'Until the certificate of the authority’s responder ends; 0 while there is none',
    labelNames: ['issuer'],
    registers,
  })

  const served = new Gauge({
    name: 'sotevarmenne_served_list_remaining_seconds',
    help: 'Until the first of the lists that this node serves ends; 0 while one is missing',
    registers,
  })

  return {
    text: () => {
      const ends = listsEndFirst()
      served.set(ends === undefined ? 0 : (ends - clock.now()) / second)
      const figures = ocspFigures()
      answers.reset()
      for (const [kind, count] of Object.entries(figures.answers)) answers.inc({ kind }, count)
      certificates.set(figures.certificates)
      signed.set(figures.signed)
      age.set(figures.asOf === undefined ? Infinity : (clock.now() - figures.asOf) / second)
      for (const { issuer, until } of figures.responders)
        remaining.set({ issuer }, until === undefined ? 0 : (until - clock.now()) / second)
      return registry.metrics()
    },
  }
}
