import type { Problem } from '../../platform/api/result'
import { hasSettings, openSettings } from '../../platform/device/privacy'
import { Button } from '../input/button'

/** Renders the way to the settings after a permission was refused: only there can it be given again. Nothing for any other problem. */
export const Refusal = ({ problem }: { problem: Problem | undefined }) =>
  problem?.code === 'notAllowed' && hasSettings ? (
    <Button small onTap={openSettings}>
      去设置里打开
    </Button>
  ) : null
