/** The OpenAPI description of every endpoint passes Spectral with OWASP's rules (tools/openapi-ruleset.mjs). */
import spectral from '@stoplight/spectral-core'
import { openApi } from '../apps/server/src/platform/http/open-api.ts'
import { findOperations } from './operations.mjs'
import { ruleset } from './openapi-ruleset.mjs'

const description = openApi(await findOperations(), {
  publicUrl: 'https://service.example',
  version: '0.0.0',
})
const checker = new spectral.Spectral()
checker.setRuleset(ruleset)
const faults = await checker.run(description)
for (const { code, message, path } of faults)
  process.stderr.write(`${String(code)}: ${message} (${path.join('.')})\n`)
if (faults.length > 0) process.exitCode = 1
