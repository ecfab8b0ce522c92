import { readFile } from 'node:fs/promises'
import { sendBatch, type BatchToSend } from '@sotevarmenne/tests/ca/send-batch'

/** Sends the batch of the file, and prints the seconds until its last result. Each row has to get its certificate. */
const [, , file = ''] = process.argv
const batch = JSON.parse(await readFile(file, 'utf8')) as BatchToSend
let issued = 0
const begin = performance.now()
const status = await sendBatch(batch, ({ serial, problem }) => {
  if (serial === undefined) throw new Error(JSON.stringify(problem))
  issued += 1
})
if (status !== 200 || issued !== batch.rows.length)
  throw new Error(`status ${String(status)}, ${String(issued)} certificates`)
process.stdout.write(String((performance.now() - begin) / 1000))
