import sharp from 'sharp'
import * as v from 'valibot'
import { inspect } from './inspect'
import { Inspection } from './inspection'

/** The inspecting process: one file at a time, named by a message of the API and answered by one; ends when the API does. */
sharp.concurrency(1)
sharp.cache(false)
process.on('disconnect', () => process.exit())
process.on('message', (asked) => {
  inspect(v.parse(Inspection, asked)).then(
    (inspected) => process.send?.(inspected),
    (fault: unknown) => {
      console.error(fault)
      process.exit(1)
    },
  )
})
