import { elderScale, setElder, setTextScale, textScales, useElder, type TextScale } from '../../../platform/device/elder'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Stack } from '../../../ui/layout/stack'
import { SwitchRow } from '../../../ui/input/switch-row'

const names: Record<TextScale, string> = { 1: '标准', 1.15: '大', [elderScale]: '更大', 1.5: '最大' }
const follow = 'wechat'
const options = [{ value: follow, label: '跟随微信' }, ...textScales.map((scale) => ({ value: String(scale), label: names[scale] }))]
/** Returns whether a text size is below the minimum of elder mode. */
const tooSmall = (value: string) => value !== follow && Number(value) < elderScale

/** Renders the settings for text size and elder mode. */
export function Look() {
  const { elder, chosen } = useElder()
  return (
    <Card>
      <Stack gap={16}>
        <SwitchRow title="长辈版" line="字大、一屏少几样、先用语音" on={elder} onChange={setElder} />
        <Choice
          label="字号"
          across
          help={elder ? '长辈版里字号不小于“更大”' : '“跟随微信”就是微信里设的字体大小'}
          value={chosen === undefined ? follow : String(chosen)}
          options={options.map((option) => ({ ...option, disabled: elder && tooSmall(option.value) }))}
          onChange={(value) => setTextScale(textScales.find((scale) => String(scale) === value))}
        />
      </Stack>
    </Card>
  )
}
