// Who is the holder of this card? A look-up by an identification service after the log-in with the card.
// node look-up.mjs <enrolment API> <client.pem> <client.key> <root.pem> <context.key> <application>
//   <issuer CN> <serial> <number>
import { sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'

const [enrolmentApi, certificate, key, root, contextKey, application, issuerCN, serial, number] =
  process.argv.slice(2)

/** Thirty minutes ahead at most, `yyyyMMddHHmmssZ`. */
const expiresAt = new Date(Date.now() + 25 * 60_000).toISOString().replace(/[-:T]|\.\d+/g, '')
const context = {
  ApplicationName: application,
  AuthenticatedUser: 'my-identification-service',
  RoleName: 'HetuHaku',
  ExpiresAt: expiresAt,
}
const text = `${context.ApplicationName};${context.AuthenticatedUser};${context.RoleName};${context.ExpiresAt};`
const signature = sign('sha256', Buffer.from(text, 'utf16le'), readFileSync(contextKey))

const looking = request(`${enrolmentApi}/api/v1/person-look-ups`, {
  method: 'POST',
  cert: readFileSync(certificate),
  key: readFileSync(key),
  ca: readFileSync(root),
  headers: { 'content-type': 'application/json' },
})
looking.end(
  JSON.stringify({
    SearchTerm: number,
    Certificate: { IssuerCN: issuerCN, SerialNumber: serial },
    UserContext: { ...context, Signature: signature.toString('base64') },
  }),
)
looking.on('response', async (response) => {
  let body = ''
  for await (const chunk of response) body += chunk
  console.log(body)
  process.exitCode = response.statusCode === 200 ? 0 : 1
})
