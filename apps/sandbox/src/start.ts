import path from 'node:path'
import { unknownSettings, type PortName, type Settings } from '@sotevarmenne/kernel/settings'
import { startEnvironment } from './environment.ts'

/** The demo environment as a program. Its configuration is read here and nowhere else. */
const env: Settings = process.env
const unknown = unknownSettings(process.env)
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join('\n')}\n`)
  process.exit(1)
}
const port = (name: PortName, usual: number): number =>
  Number(env[`SOTEVARMENNE_${name}_PORT`] ?? usual)

const environment = await startEnvironment({
  data: path.resolve(env['SOTEVARMENNE_DATA'] ?? '.data'),
  ports: {
    index: port('SANDBOX', 8090),
    registers: port('REGISTERS', 8091),
    bureau: port('BUREAU', 8092),
    patientSystem: port('PATIENT', 8093),
    timeStamps: port('TIME_STAMPS', 8094),
    patientTls: port('PATIENT_TLS', 8444),
    kanta: port('KANTA', 8446),
    suomiFi: port('SUOMI_FI', 8095),
    smtp: port('MAIL', 8096),
    bounces: port('BOUNCES', 8100),
    mailboxes: port('MAILBOXES', 8097),
    invoiceOperator: port('INVOICE_OPERATOR', 8098),
    suomiFiMessages: port('SUOMI_FI_MESSAGES', 8101),
    otherCards: port('OTHER_CARDS', 8099),
  },
  portalUrl: env['SOTEVARMENNE_PUBLIC_URL'] ?? `http://localhost:${String(port('PORTAL', 8080))}`,
  validationUrl:
    env['SOTEVARMENNE_VALIDATION_URL'] ?? `http://localhost:${String(port('OCSP', 8081))}`,
  readerUrl: `http://127.0.0.1:${String(port('READER', 53951))}`,
  startAgainFile: env['SOTEVARMENNE_START_AGAIN_FILE'],
})

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void environment.stop().then(() => process.exit(0))
  })
