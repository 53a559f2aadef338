import { rm } from 'node:fs/promises'
import './global-setup'

export default async function tearDown(): Promise<void> {
  await globalThis.doorstepCluster?.stop()
  if (globalThis.doorstepScratch !== undefined) await rm(globalThis.doorstepScratch, { recursive: true, force: true })
}
