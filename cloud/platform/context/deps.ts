import type { Deps } from './call'
import type { Clock } from '../process/clock'
import { keysFrom, loadDataKey } from '../process/crypto'
import type { Environment } from '../process/environment'
import { guardedStore } from '../files/guarded-store'
import { openIncoming } from '../files/incoming'
import { fileInspector } from '../files/inspector'
import { openFileStore } from '../files/open-store'
import { weChatClient, type WeChatOptions } from '../wechat/client'

/**
 * Opens the external services that the environment names. Generates the data key on first start. `onWeChatFault` is called for every failed
 * request to WeChat, `onLost` for every sealed value that does not open.
 */
export async function openDeps(
  environment: Environment,
  clock: Clock,
  onWeChatFault: WeChatOptions['onFault'] = () => undefined,
  onLost?: (place: string) => void,
): Promise<Deps> {
  return {
    environment,
    keys: keysFrom(await loadDataKey(environment.DATA_DIR, environment.DATA_KEY), onLost),
    wechat: weChatClient({
      appid: environment.WX_APPID,
      secret: environment.WX_SECRET,
      base: environment.WX_API_BASE,
      clock,
      onFault: onWeChatFault,
    }),
    files: guardedStore(openFileStore(environment)),
    inspector: fileInspector(),
    incoming: await openIncoming(environment.DATA_DIR),
  }
}
