/**
 * `health <process>`: ends with 0 if the process in this container works. Image formats have one health check at most,
 * and this image several processes: who starts it names the process.
 */
import { get } from 'node:http'
import path from 'node:path'

const setting = (name, otherwise) => process.env[`SOTEVARMENNE_${name}`] ?? otherwise
const at = (port, of) => ({ host: '127.0.0.1', port, path: of })
const checks = {
  web: () => at(setting('PORTAL_PORT', '8080'), '/health/ready'),
  ocsp: () => at(setting('OCSP_PORT', '8081'), '/health/ready'),
  jobs: () => at(setting('JOBS_METRICS_PORT', '9467'), '/health/ready'),
  'tls-sign-in': () => at(setting('TLS_SIGN_IN_METRICS_PORT', '9466'), '/metrics'),
  signer: () => ({
    path: '/state',
    socketPath: path.join(setting('DATA', '/var/lib/sotevarmenne'), 'run/receipts/signer.sock'),
  }),
}

const name = process.argv[2]
if (!Object.hasOwn(checks, name)) {
  end(false, `no process has the name “${name}”: ${Object.keys(checks).join(', ')}`)
} else {
  const request = get({ ...checks[name](), timeout: 5000 }, (response) => {
    response.resume()
    end(response.statusCode === 200, `it says ${String(response.statusCode)}`)
  })
  request.on('timeout', () => request.destroy(new Error('no reply within 5 s')))
  request.on('error', ({ message }) => end(false, message))
}

function end(works, words) {
  if (!works) process.stderr.write(`${name}: ${words}\n`)
  process.exitCode = works ? 0 : 1
}
