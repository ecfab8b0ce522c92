/** `npm run fix`: writes what is generated, formats, and mends what lint can mend. */
import path from 'node:path'
import { installNodePackages, node24, root, run } from './machine.mjs'

installNodePackages()
run(node24, ['tools/api-reference.mjs'])
run(node24, ['tools/observability.mjs'])
run(path.join(root, 'node_modules/.bin/prettier'), ['--write', '--log-level', 'warn', '.'])
run(path.join(root, 'node_modules/.bin/oxlint'), ['--fix', '.'])
