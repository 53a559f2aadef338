import { bundleInspector } from '../app/api-process'
import { serverVariable, startCluster, type Cluster } from './cluster'

declare global {
  var doorstepCluster: Cluster | undefined
}

export default async function setUp(): Promise<void> {
  await bundleInspector()
  const cluster = await startCluster()
  globalThis.doorstepCluster = cluster
  process.env[serverVariable] = cluster.url
}
