import sharp from 'sharp'
import * as v from 'valibot'
import { inspect } from './inspect'
import { Inspection, type Said } from './inspection'
import { codeOf } from '../process/fault-code'

/** The inspecting process: one file at a time, named by a message of the API and answered by one; ends when the API does. */
sharp.concurrency(1)
sharp.cache(false)
process.on('disconnect', () => process.exit())
process.on('message', (asked) => {
  inspect(v.parse(Inspection, asked)).then(
    (inspected) => process.send?.(inspected),
    (fault: unknown) => {
      console.error(fault)
      if (!isOfDisk(fault)) process.exit(1)
      process.send?.({ kind: 'failed', code: codeOf(fault) } satisfies v.InferInput<typeof Said>)
    },
  )
})

const isOfDisk = (fault: unknown) => fault instanceof Error && 'syscall' in fault
