import { bundleInspector } from '../app/api-process'
import { serverVariable, startCluster, type Cluster } from './cluster'
import { scratchFolder } from './scratch'

declare global {
  var doorstepCluster: Cluster | undefined
  var doorstepScratch: string | undefined
}

export default async function setUp(): Promise<void> {
  await bundleInspector()
  const scratch = await scratchFolder()
  globalThis.doorstepScratch = scratch
  // `tmpdir()` of every worker: the data folders of the tests' servers are in it as well.
  process.env.TMPDIR = scratch
  const cluster = await startCluster()
  globalThis.doorstepCluster = cluster
  process.env[serverVariable] = cluster.url
}
